import type { Rows } from '@hourglass/latent-vis';

const gap = 2;

/** Draws rows of grey pictures on a canvas, one pixel a value, as ink on paper; the page's style enlarges them. */
export function drawRows(canvas: HTMLCanvasElement, { rows, range: [low, high] }: Rows): void {
  const [count = 0, height = 1, width = 1] = rows[0]!.images.shape;
  canvas.width = count * (width + gap) - gap;
  canvas.height = rows.length * (height + gap) - gap;
  const context = canvas.getContext('2d')!;
  rows.forEach(({ images: { data } }, y) => {
    for (let x = 0; x < count; x++) {
      const image = context.createImageData(width, height);
      for (let i = 0; i < width * height; i++) {
        const ink = (data[x * width * height + i]! - low) / (high - low);
        image.data.fill(255 * (1 - ink), 4 * i, 4 * i + 3);
        image.data[4 * i + 3] = 255;
      }
      context.putImageData(image, x * (width + gap), y * (height + gap));
    }
  });
}
