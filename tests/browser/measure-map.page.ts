import { defineElements } from '@hourglass/latent-vis/element';

const count = 1_000_000;

/** As many points as asked for, in ten clouds around a circle, from a plain generator of random numbers. */
function clouds(): { points: Float32Array; labels: Int32Array } {
  let state = 1;
  const uniform = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const points = new Float32Array(2 * count);
  const labels = Int32Array.from({ length: count }, (_, i) => i % 10);
  labels.forEach((label, i) => {
    const [radius, angle] = [0.5 * Math.sqrt(-2 * Math.log(1 - uniform())), 2 * Math.PI * uniform()];
    points[2 * i] = 3 * Math.cos((label * Math.PI) / 5) + radius * Math.cos(angle);
    points[2 * i + 1] = 3 * Math.sin((label * Math.PI) / 5) + radius * Math.sin(angle);
  });
  return { points, labels };
}

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Milliseconds until the map is drawn first, and of each of some frames in which it is panned. */
async function measure(frames: number): Promise<{ first: number; panned: number[] }> {
  const { points, labels } = clouds();
  const map = document.createElement('latent-map');
  document.body.append(map);
  await nextFrame();
  await nextFrame();
  const start = performance.now();
  map.scatter = { kind: 'scatter', points: { data: points, shape: [count, 2] }, axes: ['x', 'y'], labels, classes: Array.from('0123456789') };
  await nextFrame();
  let last = await nextFrame();
  const first = last - start;

  const canvas = map.shadowRoot!.querySelector('canvas')!;
  const panned: number[] = [];
  for (let i = 0; i < frames; i++) {
    canvas.dispatchEvent(new KeyboardEvent('keydown', { key: i % 2 ? 'ArrowLeft' : 'ArrowRight' }));
    const now = await nextFrame();
    panned.push(now - last);
    last = now;
  }
  return { first, panned: panned.slice(1) };
}

defineElements();
const page = { measure };
export type MeasureMapPage = typeof page;

Object.assign(window, page);
