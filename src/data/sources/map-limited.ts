/** Maps in order of the input with at most `most` running at once; rejects with the first rejection. */
export async function mapLimited<In, Out>(items: readonly In[], most: number, map: (item: In) => Promise<Out>): Promise<readonly Out[]> {
  const results: Out[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) results[index] = await map(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  return results;
}
