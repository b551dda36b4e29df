import { library } from '../../tsup.base.js';

export default library(['src/index.ts', 'src/svg.ts', 'src/png.ts', 'src/canvas.ts', 'src/report.ts', 'src/element.ts', 'src/exports.ts', 'src/node.ts', 'src/umap-worker.ts']);
