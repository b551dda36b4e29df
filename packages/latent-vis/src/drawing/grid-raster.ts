import { boundedBy } from '../views/bounded-by.js';
import { checkGrid, type Grid } from '../views/grid.js';
import { place, type Raster } from './raster.js';
import { sampleRasters } from './sample-rasters.js';

/** The images of a grid as one picture, side by side without gaps. */
export function gridRaster(view: Grid, scale: number | ((image: Raster) => number) = 1): Raster {
  checkGrid(view);
  const images = sampleRasters('grid', view.images, { range: boundedBy(view.range, view.images) });
  const { width, height } = images[0]!;
  const enlarged = typeof scale === 'number' ? scale : scale(images[0]!);
  const [across, down] = [width * enlarged, height * enlarged];
  const [columns, rows] = [view.x.values.length, view.y.values.length];
  const sheet: Raster = { width: columns * across, height: rows * down, data: new Uint8Array(columns * across * rows * down * 4) };
  images.forEach((image, i) => {
    place(image, sheet, { x: (i % columns) * across, y: Math.floor(i / columns) * down, scale: enlarged });
  });
  return sheet;
}
