import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitCamera, moved, toPixel, toPlane, zoomed } from './camera.js';

const size = { width: 400, height: 200 };
const numbers = (limits: { min: number; max: number }) => fc.double({ ...limits, noNaN: true });
const places = fc.record({ x: numbers({ min: -100, max: 100 }), y: numbers({ min: -100, max: 100 }) });
const cameras = fc.record({ x: numbers({ min: -100, max: 100 }), y: numbers({ min: -100, max: 100 }), scale: numbers({ min: 0.1, max: 100 }) });

describe('a camera', () => {
  it('shows all of an extent, with the same scale in both directions and y upward', () => {
    const camera = fitCamera({ left: 0, right: 10, bottom: -1, top: 1 }, size);
    expect([camera.x, camera.y]).toEqual([5, 0]);
    const corner = toPixel(camera, size, { x: 10, y: 1 });
    expect(corner.x).toBeCloseTo(384, 9);
    expect(corner.y).toBeCloseTo(63.2, 9);
  });

  it('shows a single place in the middle', () => {
    const camera = fitCamera({ left: 3, right: 3, bottom: 4, top: 4 }, size);
    expect(toPixel(camera, size, { x: 3, y: 4 })).toEqual({ x: 200, y: 100 });
    expect(camera.scale).toBeGreaterThan(0);
  });

  it('finds the place of a pixel again', () => {
    fc.assert(
      fc.property(cameras, places, (camera, place) => {
        const again = toPlane(camera, size, toPixel(camera, size, place));
        expect(again.x).toBeCloseTo(place.x, 6);
        expect(again.y).toBeCloseTo(place.y, 6);
      }),
    );
  });

  it('moves what it shows by as many pixels as it was pulled', () => {
    fc.assert(
      fc.property(cameras, places, places, (camera, place, by) => {
        const [before, after] = [camera, moved(camera, by)].map((seen) => toPixel(seen, size, place));
        expect(after!.x - before!.x).toBeCloseTo(by.x, 5);
        expect(after!.y - before!.y).toBeCloseTo(by.y, 5);
      }),
    );
  });

  it('zooms with what is at a pixel staying there', () => {
    fc.assert(
      fc.property(cameras, places, numbers({ min: 0.2, max: 5 }), (camera, pixel, factor) => {
        const closer = zoomed(camera, factor, size, pixel);
        const stays = toPixel(closer, size, toPlane(camera, size, pixel));
        expect(stays.x).toBeCloseTo(pixel.x, 4);
        expect(stays.y).toBeCloseTo(pixel.y, 4);
        expect(closer.scale).toBeCloseTo(camera.scale * factor, 9);
      }),
    );
  });
});
