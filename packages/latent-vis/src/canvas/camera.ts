/** Which part of a plane a canvas shows: the point in its middle, and how many pixels of the canvas a unit takes, in both directions. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Pixels of a canvas. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A place in a canvas, from its upper left, or in a plane, where y goes up. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What lies between the least and the greatest x and y. */
export interface Extent {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** The camera that shows all of an extent, with a margin. */
export function fitCamera({ left, right, bottom, top }: Extent, { width, height }: Size): Camera {
  const share = 0.92;
  const scale = share * Math.min(width / (right - left), height / (top - bottom)); // infinite for a single place
  return { x: (left + right) / 2, y: (bottom + top) / 2, scale: Number.isFinite(scale) ? scale : (share * Math.min(width, height)) / 2 };
}

export const toPixel = ({ x, y, scale }: Camera, { width, height }: Size, place: Place): Place => ({
  x: width / 2 + (place.x - x) * scale,
  y: height / 2 - (place.y - y) * scale,
});

export const toPlane = ({ x, y, scale }: Camera, { width, height }: Size, pixel: Place): Place => ({
  x: x + (pixel.x - width / 2) / scale,
  y: y - (pixel.y - height / 2) / scale,
});

/** The camera after the picture was pulled by so many pixels to the right and down. */
export const moved = ({ x, y, scale }: Camera, by: Place): Camera => ({ x: x - by.x / scale, y: y + by.y / scale, scale });

/** The camera after zooming by a factor, with what is at the pixel staying there. */
export function zoomed(camera: Camera, factor: number, size: Size, pixel: Place): Camera {
  const { x, y } = toPlane(camera, size, pixel);
  return { x: x + (camera.x - x) / factor, y: y + (camera.y - y) / factor, scale: camera.scale * factor };
}
