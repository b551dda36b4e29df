import { EnvironmentError, HourglassError, sizeOf, type Shape } from '@hourglass/core';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFlatMemory, type Block, type FlatMemory } from './flat-memory.js';

afterEach(() => {
  vi.restoreAllMocks();
});

const blocksOf = ({ parameters, gradients, slots }: FlatMemory): Block[] => [parameters, gradients, ...Object.values(slots)];
const viewsOf = (memory: FlatMemory): Float32Array[] =>
  blocksOf(memory).flatMap((block) => Object.keys(memory.layout.parameters).map((name) => block.view(name)));

const shapes: fc.Arbitrary<Shape> = fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 3 });
const layouts = fc.record({
  parameters: fc.dictionary(fc.string(), shapes, { maxKeys: 8 }),
  slots: fc.uniqueArray(fc.stringMatching(/^[a-z]+$/), { maxLength: 3 }),
});

describe('createFlatMemory(layout)', () => {
  it('gives each parameter a view of its size, at a multiple of 16 bytes, in one memory of zeros', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const memory = createFlatMemory(layout);
        for (const block of blocksOf(memory))
          for (const [name, shape] of Object.entries(layout.parameters)) {
            const view = block.view(name);
            expect(view.length).toBe(sizeOf(shape));
            expect(view.byteOffset % 16).toBe(0);
            expect(view.buffer).toBe(memory.parameters.values.buffer);
          }
        for (const { offset, values } of blocksOf(memory)) {
          expect(offset % 16).toBe(0);
          expect(values.byteOffset).toBe(offset);
          expect(values.byteLength).toBe(memory.blockBytes);
          expect(values.every((value) => value === 0)).toBe(true);
        }
      }),
    );
  });

  it('lets no two views overlap, and keeps each inside its block', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const memory = createFlatMemory(layout);
        viewsOf(memory).forEach((view, i) => view.fill(i + 1));
        viewsOf(memory).forEach((view, i) => expect(view.every((value) => value === i + 1)).toBe(true));
        for (const block of blocksOf(memory)) {
          const used = Object.values(layout.parameters).reduce((sum, shape) => sum + sizeOf(shape), 0);
          expect(block.values.filter((value) => value !== 0).length).toBe(used); // nothing in the padding
        }
      }),
    );
  });

  it('gives the same view each time', () => {
    const { parameters } = createFlatMemory({ parameters: { kernel: [2, 3] }, slots: [] });
    expect(parameters.view('kernel')).toBe(parameters.view('kernel'));
  });

  it('names the parameters that there are where one is asked for that is not', () => {
    const { gradients } = createFlatMemory({ parameters: { kernel: [2], bias: [] }, slots: [] });
    expect(() => gradients.view('kernal')).toThrow(HourglassError);
    expect(() => gradients.view('kernal')).toThrow('(kernel, bias), received kernal');
  });

  it('refuses more than 4 GiB before it asks for them', () => {
    const memory = vi.spyOn(WebAssembly, 'Memory');
    const layout = { parameters: { kernel: [2 ** 15, 2 ** 14] }, slots: [] }; // 2 GiB a block
    expect(() => createFlatMemory({ ...layout, slots: ['velocity'] })).toThrow(EnvironmentError);
    expect(() => createFlatMemory({ ...layout, slots: ['velocity'] })).toThrow('need 6.00 GiB');
    expect(memory).not.toHaveBeenCalled();
  });

  it('says what it needed where the machine does not give it', () => {
    vi.spyOn(WebAssembly, 'Memory').mockImplementation(function () {
      throw new RangeError('could not allocate memory');
    });
    const create = (): FlatMemory => createFlatMemory({ parameters: { kernel: [2 ** 20] }, slots: ['velocity'] });
    expect(create).toThrow(EnvironmentError);
    expect(create).toThrow('need 0.01 GiB in one memory, which this machine did not give');
    expect(create).toThrow(expect.objectContaining({ cause: expect.any(RangeError) }) as Error);
  });
});
