// What a node measures of itself besides its processor: the same numbers on the metrics page and in the portal's documents.
import { wander } from './noise.ts';
import { laneOf, type Story } from './story.ts';

interface NodeTraits {
  readonly memory: number;
  readonly disk: number;
  /** Bytes a second. */
  readonly received: number;
  readonly files: number;
}

const TRAITS: Readonly<Record<string, NodeTraits>> = {
  'brick-01': { memory: 67, disk: 45.8, received: 91_000, files: 342 },
  'brick-02': { memory: 62, disk: 51.2, received: 84_000, files: 318 },
  'brick-03': { memory: 54, disk: 38.4, received: 52_000, files: 276 },
  'brick-04': { memory: 48, disk: 33.1, received: 40_000, files: 244 },
  'portal-01': { memory: 58, disk: 22.7, received: 160_000, files: 512 },
};
const OTHER: NodeTraits = { memory: 50, disk: 40, received: 50_000, files: 256 };

/** How long the nodes had been up when the history begins, in seconds. */
const UP_BEFORE = 14_400;
const HISTORY = 3_600;

export function memoryPercent(story: Story, seed: number, node: string, second: number): number {
  return traitsOf(node).memory + 2 * wander(seed, 60 + laneOf(node), second, 90) + story.queueDepth(node, second) / 40;
}

/** The rest of the specification's snapshot; bytes never fall while the node is up. */
export function nodeGauges(story: Story, seed: number, node: string, second: number): Readonly<Record<string, number>> {
  const { disk, received, files } = traitsOf(node);
  const lane = 80 + laneOf(node);
  const up = UP_BEFORE + HISTORY + second + 3 * wander(seed, lane, second, 20);
  const depth = story.queueDepth(node, second);
  return {
    disk_percent: Math.round((disk + second / 36_000) * 100) / 100,
    network_rx_bytes: Math.max(0, Math.floor(received * up)),
    network_tx_bytes: Math.max(0, Math.floor(received * 0.8 * up)),
    open_file_descriptors: Math.round(files + 6 * wander(seed, lane + 1, second, 40) + depth / 8),
    goroutines: Math.round(files / 2.2 + 8 * wander(seed, lane + 2, second, 30) + depth / 4),
  };
}

function traitsOf(node: string): NodeTraits {
  return TRAITS[node] ?? OTHER;
}
