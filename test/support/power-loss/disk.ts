// A disk as POSIX promises it: what was synced is there after a power loss; of what was not, any part may be. Data becomes durable by
// syncing its file, a name by syncing its folder. Within one sector of 512 bytes later writes never vanish before earlier ones.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DiskEvent } from './trace.ts';

const SECTOR = 512;

interface Write {
  readonly at: number;
  readonly bytes: Buffer;
}

interface Resize {
  readonly size: number;
}

interface Inode {
  readonly folder: boolean;
  durable: Buffer;
  /** Since the last sync, in order. */
  readonly pending: (Write | Resize)[];
  size: number;
}

/** A change of names in one folder that happens whole or not at all. */
interface Renaming {
  readonly folder: string;
  readonly names: readonly (readonly [string, Inode | undefined])[];
}

/** How much of what was not synced reaches the disk, 0 to 1, and how much of that in part only. */
export interface Weather {
  readonly kept: number;
  readonly torn: number;
  readonly random: () => number;
}

export class Disk {
  readonly #live = new Map<string, Inode>();
  readonly #durable = new Map<string, Inode>();
  #renamings: Renaming[] = [];
  readonly #open = new Map<number, { readonly inode: Inode; readonly path: string; position: number }>();

  apply(event: DiskEvent): void {
    if (event.kind === 'open') this.#opened(event);
    else if (event.kind === 'close') this.#open.delete(event.fd);
    else if (event.kind === 'write') this.#write(event.fd, event.bytes, event.at);
    else if (event.kind === 'size') this.#resize(this.#of(event.fd).inode, event.bytes);
    else if (event.kind === 'sync') this.#sync(event.fd);
    else if (event.kind === 'folder') this.#rename([[event.path, inode(true)]]);
    else if (event.kind === 'remove') this.#rename([[event.path, undefined]]);
    else if (event.kind === 'name') this.#rename(event.keep ? [[event.to, this.#named(event.from)]] : [[event.to, this.#named(event.from)], [event.from, undefined]]);
  }

  /** Puts into `folder`, which is empty, what the power left. */
  leave(folder: string, weather: Weather): void {
    const names = new Map(this.#durable);
    for (const renaming of this.#renamings) if (weather.random() < weather.kept) for (const [path, node] of renaming.names) put(names, path, node);
    const images = new Map<Inode, Buffer>();
    for (const [path, node] of [...names].toSorted(([a], [b]) => a.length - b.length)) {
      // A file in a folder that is lost is lost with it.
      const parent = dirname(path);
      if (parent !== '.' && names.get(parent)?.folder !== true) continue;
      if (node.folder) {
        mkdirSync(join(folder, path), { recursive: true });
        continue;
      }
      const image = images.get(node) ?? imageOf(node, weather);
      images.set(node, image);
      writeFileSync(join(folder, path), image);
    }
  }

  #opened({ fd, path, create, truncate }: DiskEvent & { readonly kind: 'open' }): void {
    if (path === '') return void this.#open.set(fd, { inode: inode(true), path, position: 0 });
    if (create && !this.#live.has(path)) this.#rename([[path, inode(false)]]);
    const node = this.#named(path);
    if (truncate) this.#resize(node, 0);
    this.#open.set(fd, { inode: node, path, position: 0 });
  }

  #write(fd: number, bytes: Buffer, at: number | undefined): void {
    const file = this.#of(fd);
    const start = at ?? file.position;
    if (at === undefined) file.position += bytes.length;
    file.inode.pending.push({ at: start, bytes });
    file.inode.size = Math.max(file.inode.size, start + bytes.length);
  }

  #resize(node: Inode, size: number): void {
    node.pending.push({ size });
    node.size = size;
  }

  #sync(fd: number): void {
    const { inode: node, path } = this.#of(fd);
    if (node.folder) {
      for (const { folder, names } of this.#renamings) if (folder === path) for (const [name, named] of names) put(this.#durable, name, named);
      this.#renamings = this.#renamings.filter(({ folder }) => folder !== path);
      return;
    }
    node.durable = imageOf(node, { kept: 1, torn: 0, random: () => 0 });
    node.pending.length = 0;
  }

  #rename(names: Renaming['names']): void {
    const [first] = names;
    const parent = dirname(first?.[0] ?? '');
    this.#renamings.push({ folder: parent === '.' ? '' : parent, names });
    for (const [path, node] of names) put(this.#live, path, node);
  }

  #of(fd: number) {
    const found = this.#open.get(fd);
    if (found === undefined) throw new Error(`descriptor ${fd} was not seen to be opened`);
    return found;
  }

  #named(path: string): Inode {
    const found = this.#live.get(path);
    if (found === undefined) throw new Error(`${path} was there before the trace began`);
    return found;
  }
}

function inode(folder: boolean): Inode {
  return { folder, durable: Buffer.alloc(0), pending: [], size: 0 };
}

function put(names: Map<string, Inode>, path: string, node: Inode | undefined): void {
  if (node === undefined) names.delete(path);
  else names.set(path, node);
}

/** `now` is the file as the program saw it; each write that reaches the disk takes its sectors along as they were at that moment. */
function imageOf({ durable, pending }: Inode, { kept, torn, random }: Weather): Buffer {
  const room = pending.reduce((most, op) => Math.max(most, 'size' in op ? op.size : op.at + op.bytes.length), durable.length);
  const space = Math.ceil(room / SECTOR) * SECTOR;
  const now = Buffer.alloc(space);
  const image = Buffer.alloc(space);
  durable.copy(now);
  durable.copy(image);
  let size = durable.length;
  let sizeNow = size;
  for (const op of pending) {
    const reaches = random() < kept;
    if ('size' in op) {
      now.fill(0, op.size);
      sizeNow = op.size;
      if (reaches) image.fill(0, op.size);
    } else {
      op.bytes.copy(now, op.at);
      sizeNow = Math.max(sizeNow, op.at + op.bytes.length);
      const part = random() < torn ? 0.5 : 1;
      if (reaches) for (const at of sectors(op)) if (random() < part) now.copy(image, at, at, at + SECTOR);
    }
    if (reaches) size = sizeNow;
  }
  return image.subarray(0, size);
}

function* sectors({ at, bytes }: Write): Generator<number, void> {
  for (let sector = Math.floor(at / SECTOR) * SECTOR; sector < at + bytes.length; sector += SECTOR) yield sector;
}
