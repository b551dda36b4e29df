export interface SvgOptions {
  /** What the picture shows, in one line, for those who hear it rather than see it. Default: what the view holds. */
  readonly title?: string;
  /** The width of a chart in pixels, at least 240. Default 720. Rows take theirs from their images. */
  readonly width?: number;
  /** The height of a chart in pixels, at least 160. Default 420. Rows take theirs from their images. */
  readonly height?: number;
}
