export const latentMapStyle = `
  :host { height: 28rem; container-type: inline-size; }
  .content { display: grid; grid-template: minmax(0, 1fr) auto auto / minmax(0, 1fr); }
  .plot { position: relative; min-height: 0; overflow: hidden; }
  canvas { display: block; }
  .plot > canvas { position: absolute; inset: 0; width: 100%; height: 100%; touch-action: none; cursor: grab; }
  .plot > canvas:active { cursor: grabbing; }
  .plot > canvas.lasso { cursor: crosshair; }
  .plot > canvas.over { pointer-events: none; }
  .tools { position: absolute; top: 8px; right: 8px; display: flex; gap: 4px; }
  .tools button { opacity: 0.92; }
  button[aria-pressed='true'] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
  .tip { position: absolute; display: flex; gap: 8px; align-items: center; padding: 6px 8px; max-width: 60%; pointer-events: none;
    background: var(--ground); border: 1px solid var(--muted); border-radius: 6px; font-variant-numeric: tabular-nums; }
  .tip canvas { width: 56px; height: 56px; object-fit: contain; image-rendering: pixelated; }
  .tip strong { display: block; overflow-wrap: anywhere; }
  .tip div div { color: var(--muted); }
  .legend { display: flex; flex-wrap: wrap; gap: 0 2px; padding: 6px; max-height: 7rem; overflow: auto; }
  .legend button { display: flex; align-items: center; gap: 6px; max-width: 14rem; min-height: 26px; padding: 0 6px;
    border-color: transparent; box-shadow: none; }
  .legend button:hover { border-color: var(--grid); }
  .legend button[aria-pressed='false'] { opacity: 0.5; text-decoration: line-through; }
  .legend button[aria-pressed='false'] .swatch { background: none !important; box-shadow: inset 0 0 0 2px var(--muted); }
  .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .count { display: none; margin-left: auto; color: var(--muted); font-variant-numeric: tabular-nums; }
  .swatch { flex: none; width: 10px; height: 10px; border-radius: 50%; }
  .caption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; margin: 0; padding: 4px 12px 8px; color: var(--muted); }
  .unseen { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @container (min-width: 640px) {
    .content { grid-template: minmax(0, 1fr) auto / minmax(0, 1fr) auto; }
    .legend { flex-direction: column; flex-wrap: nowrap; max-height: none; }
    .count { display: inline; }
    .caption { grid-column: 1 / -1; }
  }`;
