import type { ModelParts } from './model-parts.js';

/** The shapes, layers and number of parameters of a model, as text. */
export function summaryOf({ recipe, models, parameters }: ModelParts): string {
  const lines: string[] = [];
  const shape = (axes: readonly number[]): string => `[${axes.join(', ')}]`;
  lines.push(`${recipe.kind}: ${shape(recipe.inputShape)} → code ${shape(recipe.codeShape)} → ${shape(recipe.outputShape)}`);
  for (const [name, network] of Object.entries(models)) {
    lines.push(name);
    network.summary(72, undefined, (line: string) => lines.push(`  ${line}`));
  }
  if (recipe.scaler) lines.push(`scaler: ${recipe.scaler.kind}`);
  const total = countOf({ parameters }).toLocaleString('en');
  lines.push(`loss: ${recipe.loss.kind} (${recipe.loss.reduction}); trainable parameters: ${total}`);
  return lines.join('\n');
}

/** How many numbers are learned. */
export const countOf = ({ parameters }: Pick<ModelParts, 'parameters'>): number =>
  Object.values(parameters).reduce((sum, { size }) => sum + size, 0);
