import { naming } from './byte-source.js';

/** What an iterable gives; errors in data begin with a name. */
export async function* namingEach<Item>(name: string, items: AsyncIterable<Item>): AsyncGenerator<Item> {
  const iterator = items[Symbol.asyncIterator]();
  try {
    for (let next = await naming(name, () => iterator.next()); !next.done; next = await naming(name, () => iterator.next())) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
