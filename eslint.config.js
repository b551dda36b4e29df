import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import typescript from 'typescript-eslint';
import { nodeOnlyFiles, packages } from './scripts/packages.mjs';

/** Which packages of Hourglass a package may import; the arrows point one way, and variants never import variants. */
const mayImport = { 'training-kernels': [], core: ['training-kernels'] };
const allowed = (folder) => mayImport[folder] ?? ['core'];

const testFiles = ['**/*.test.ts', '**/*.test-d.ts', '**/*.fixture.ts', 'tests/**/*.ts'];
const nodeFiles = nodeOnlyFiles();

const randomOps = [
  'rand',
  'randomGamma',
  'randomNormal',
  'randomStandardNormal',
  'randomUniform',
  'randomUniformInt',
  'truncatedNormal',
  'multinomial',
  'dropout',
  'alphaDropout',
  'gaussianDropout',
  'gaussianNoise',
];
const useDraws = 'Draw from `draws` inside a step and from `seed` elsewhere, so that one seed repeats a run.';
const mathRandom = { object: 'Math', property: 'random', message: useDraws };

const gradients = '/^(grad|grads|valueAndGrad|valueAndGrads|variableGrads)$/';
const gradientCall = `CallExpression:matches([callee.property.name=${gradients}], [callee.name=${gradients}])`;
const nestedGradients = {
  selector: `${gradientCall} > :function ${gradientCall}`,
  message: 'A gradient in a gradient is silently wrong in TensorFlow.js 4.22; write the inner derivative out.',
};
const enumerations = { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' };

const deepImports = { regex: '^@hourglass/[^/]+/(src|dist)', message: 'Import the package by one of its entries.' };
const foreignPackages = (folder, others = []) => {
  const names = [...allowed(folder), ...others];
  return {
    regex: names.length ? `^@hourglass/(?!(${names.join('|')})(/|$))` : '^@hourglass/',
    message: `packages/${folder} may import ${names.join(', ') || 'no package'} of Hourglass: see the table in eslint.config.js.`,
  };
};
const backends = {
  regex: '^@tensorflow/tfjs($|-node|-backend)',
  message: 'No package picks a backend: apps and tests do. Use @tensorflow/tfjs-core.',
};
const nodeModules = { regex: '^node:', message: 'Only files that no entry but ./node reaches may use Node modules.' };
const dynamicNodeModules = { selector: 'ImportExpression[source.value=/^node:/]', message: nodeModules.message };
const restrictImports = (patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] });

const sources = packages().flatMap(({ folder }) => {
  const files = [`packages/${folder}/src/**/*.ts`];
  const library = [deepImports, foreignPackages(folder), backends];
  const kernels = folder === 'training-kernels' ? [{ regex: '^@tensorflow/tfjs-layers', message: 'TF.js core only.' }] : [];
  return [
    { files, ignores: testFiles, rules: restrictImports([...library, ...kernels, nodeModules]) },
    { files: nodeFiles.filter((file) => file.startsWith(`packages/${folder}/`)), rules: restrictImports(library) },
    {
      files: testFiles.map((pattern) => `packages/${folder}/src/${pattern}`),
      rules: restrictImports([deepImports, foreignPackages(folder, ['testing'])]),
    },
  ].filter(({ files }) => files.length > 0);
});

export default defineConfig(
  globalIgnores(['**/dist/', '**/coverage/', '**/.turbo/', 'out/', '**/fixtures/', 'templates/', 'packages/*/kernels/*.ts', '**/*_pb.ts']),
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', setTimeout: 'readonly' } },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [typescript.configs.strictTypeChecked, typescript.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/max-params': ['error', { max: 4 }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowArray: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidOperator: true }],
      '@typescript-eslint/no-meaningless-void-operator': 'off', // says that an arrow function gives nothing back
      '@typescript-eslint/no-inferrable-types': 'off', // a type may be wider than the value that it begins with
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-deprecated': 'off', // TF.js marks as deprecated what has no successor
      '@typescript-eslint/no-non-null-assertion': 'off', // an index known to be inside, under noUncheckedIndexedAccess
      '@typescript-eslint/no-unnecessary-condition': 'off', // a library checks what types only promise
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/require-await': 'off', // an async function turns what it throws into a rejection
      '@typescript-eslint/unbound-method': 'off', // parts are plain objects, whose methods do not use `this`
      eqeqeq: 'error',
      'id-denylist': ['error', 'opts', 'cfg', 'conf', 'recon'],
      'no-restricted-properties': ['error', mathRandom],
      'no-restricted-syntax': ['error', nestedGradients, enumerations],
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    ignores: testFiles,
    rules: {
      'no-console': ['error', { allow: ['warn'] }],
      'no-restricted-properties': ['error', mathRandom, ...randomOps.map((property) => ({ property, message: useDraws }))],
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    ignores: [...testFiles, ...nodeFiles],
    rules: {
      'no-restricted-globals': ['error', 'process', 'Buffer', '__dirname', '__filename', 'require'],
      'no-restricted-syntax': ['error', nestedGradients, enumerations, dynamicNodeModules],
    },
  },
  { files: ['apps/**/*.ts', 'apps/**/*.tsx', 'tests/**/*.ts'], rules: restrictImports([deepImports]) },
  ...sources,
  {
    files: testFiles,
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off', // expect.any and the like
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/max-params': 'off', // tables of cases
    },
  },
);
