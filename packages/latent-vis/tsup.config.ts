import { library } from '../../tsup.base.js';

export default library(['src/index.ts', 'src/svg.ts', 'src/png.ts', 'src/element.ts', 'src/node.ts']);
