import { fromBinary } from '@bufbuild/protobuf';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { createAutoencoder, fromJSON, fromLayers, stateless, type Autoencoder, type Bottleneck, type PartJson } from '@hourglass/core';
import { input, layers, model as functional, sequential, type LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { ModelProtoSchema } from '../onnx/onnx_pb.js';
import { onnxWeb } from '../web.js';
import { exportOnnx, type OnnxFile } from './export-onnx.js';
import { expectSameAsFiles, runFile, spread } from './exported.fixture.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

type Layer = InstanceType<typeof layers.Layer>;
const network = (...stack: Layer[]): LayersModel => sequential({ layers: stack });
const autoencoder = (encoder: LayersModel, decoder: LayersModel, bottleneck?: Bottleneck): Autoencoder =>
  createAutoencoder({ ...fromLayers({ encoder, decoder }), ...(bottleneck && { bottleneck }) });

/** A model of two small dense layers around a bottleneck. */
const withBottleneck = (apply: (encoded: tf.Tensor) => tf.Tensor): Autoencoder =>
  autoencoder(
    network(layers.dense({ units: 4, inputShape: [6] })),
    network(layers.dense({ units: 6, inputShape: [4] })),
    { kind: 'own', options: {}, create: () => ({ ...stateless, apply: (encoded) => ({ code: apply(encoded) }) }) },
  );

const protoOf = ({ bytes }: OnnxFile) => fromBinary(ModelProtoSchema, bytes);

describe('the files of a model give what it gives, for batches of any size', () => {
  const pairs: Record<string, () => [LayersModel, LayersModel]> = {
    'dense layers and activations': () => [
      network(
        layers.flatten({ inputShape: [4, 3] }),
        layers.dense({ units: 5, activation: 'elu' }),
        layers.dropout({ rate: 0.5 }),
        layers.dense({ units: 4, activation: 'selu' }),
        layers.elu(),
        layers.dense({ units: 2, activation: 'softplus' }),
      ),
      network(
        layers.dense({ units: 6, activation: 'relu', inputShape: [2] }),
        layers.leakyReLU(),
        layers.dense({ units: 12, activation: 'swish' }),
        layers.reshape({ targetShape: [4, 3] }),
        layers.dense({ units: 3, activation: 'tanh' }), // of three axes
        layers.prelu(),
        layers.activation({ activation: 'softmax' }),
      ),
    ],
    'convolutions, poolings and batch normalisation': () => [
      network(
        layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same', activation: 'relu', inputShape: [8, 8, 1] }),
        layers.batchNormalization(),
        layers.maxPooling2d({ poolSize: 2 }),
        layers.separableConv2d({ filters: 3, kernelSize: 3, padding: 'same' }),
        layers.depthwiseConv2d({ kernelSize: 2, padding: 'same' }),
        layers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
        layers.flatten(),
        layers.dense({ units: 4 }),
      ),
      network(
        layers.dense({ units: 12, inputShape: [4] }),
        layers.reshape({ targetShape: [2, 2, 3] }),
        layers.conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }),
        layers.conv2dTranspose({ filters: 3, kernelSize: 3, padding: 'same' }),
        layers.batchNormalization(),
        layers.leakyReLU(),
        layers.upSampling2d({ size: [2, 2] }),
        layers.zeroPadding2d({ padding: [1, 1] }),
        layers.cropping2D({ cropping: [[1, 1], [1, 1]] }),
        layers.conv2d({ filters: 1, kernelSize: 3, padding: 'same', activation: 'sigmoid' }),
      ),
    ],
    'sequences': () => [
      network(
        layers.conv1d({ filters: 3, kernelSize: 3, padding: 'same', inputShape: [6, 2] }),
        layers.maxPooling1d({ poolSize: 2 }),
        layers.gru({ units: 3, recurrentInitializer: 'glorotUniform', returnSequences: true }),
        layers.lstm({ units: 4, recurrentInitializer: 'glorotUniform' }),
      ),
      network(
        layers.repeatVector({ n: 6, inputShape: [4] }),
        layers.layerNormalization(),
        layers.permute({ dims: [2, 1] }),
        layers.permute({ dims: [2, 1] }),
        layers.timeDistributed({ layer: layers.dense({ units: 2 }) }),
        layers.activation({ activation: 'hardSigmoid' }),
      ),
    ],
    'branches': () => {
      const x = input({ shape: [3, 4] });
      const both = layers.concatenate().apply([layers.globalAveragePooling1d().apply(x), layers.globalMaxPooling1d().apply(x)] as tf.Tensor[]);
      const code = input({ shape: [8] });
      const cells = layers.reshape({ targetShape: [2, 4] }).apply(code) as tf.Tensor;
      const gram = layers.dot({ axes: -1 }).apply([cells, cells] as tf.Tensor[]);
      return [
        functional({ inputs: x, outputs: both as never }),
        functional({ inputs: code, outputs: layers.add().apply([gram, layers.activation({ activation: 'relu' }).apply(gram)] as tf.Tensor[]) as never }),
      ];
    },
  };

  it.each(Object.entries(pairs))('%s', async (_, make) => {
    const model = autoencoder(...make());
    await expectSameAsFiles(model);
    model.dispose();
  });

  const bottlenecks: Record<string, (encoded: tf.Tensor) => tf.Tensor> = {
    'the largest, the rest zero': (encoded) => {
      const { values } = tf.topk(encoded, 2);
      return tf.where(tf.greaterEqual(encoded, tf.slice(values, [0, 1], [-1, 1])), encoded, tf.zerosLike(encoded));
    },
    'zeros for many columns, computed beforehand for small batches alone': (encoded) => {
      const wide = tf.tile(encoded, [1, 20]);
      return tf.slice(tf.where(tf.greater(wide, 0), wide, tf.zerosLike(wide)), [0, 0], [-1, 4]);
    },
    'zeros and ones of the size of the batch, joined': (encoded) => {
      const rows = encoded.shape[0];
      return tf.concat([tf.slice(encoded, [0, 0], [-1, 1]), tf.zeros([rows, 1]), tf.ones([rows, 2])], 1);
    },
    'the rows in one, and apart again': (encoded) => tf.reshape(tf.softmax(tf.reshape(tf.reshape(encoded, [-1]), [-1, 2])), [-1, 4]),
    'the nearest of some vectors': (encoded) => {
      const book = tf.tensor2d(spread([5, 4]).data, [5, 4]);
      const distance = tf.sum(tf.squaredDifference(tf.expandDims(encoded, 1), tf.expandDims(book, 0)), 2);
      return tf.gather(book, tf.argMin(distance, 1));
    },
    'a table of ones for each row': (encoded) => {
      const row = tf.slice(tf.tile(tf.tensor2d([[1, 2, 3, 4]]), [encoded.shape[0] + 2, 1]), [1, 0], [encoded.shape[0], 4]);
      return tf.add(encoded, row);
    },
    'the mean of all pairs of rows, in a list as long as the square of the batch': (encoded) =>
      tf.add(encoded, tf.mean(tf.relu(tf.reshape(tf.matMul(encoded, encoded, false, true), [-1, 1])), 0)),
    'rows compared with the batch': (encoded) => tf.matMul(tf.softmax(tf.matMul(encoded, encoded, false, true)), encoded),
  };

  it.each(Object.entries(bottlenecks))('a bottleneck: %s', async (_, apply) => {
    const model = withBottleneck(apply);
    await expectSameAsFiles(model);
    model.dispose();
  });

  it('a bottleneck with a state of its own', async () => {
    const state = tf.variable(tf.scalar(0.1), false);
    const apply = (encoded: tf.Tensor) => ({ code: tf.where(tf.greater(encoded, state), encoded, tf.mul(encoded, 0)) });
    const own: Bottleneck = { kind: 'own', options: {}, create: () => ({ trainable: {}, state: { threshold: state }, apply }) };
    const model = autoencoder(network(layers.dense({ units: 4, inputShape: [6] })), network(layers.dense({ units: 6, inputShape: [4] })), own);
    await expectSameAsFiles(model);
    expect(protoOf((await exportOnnx(model)).encoder).graph!.initializer.map(({ name }) => name)).toContain('bottleneck/threshold');
    model.dispose();
  });

  it('networks with an axis as long as the batches that were traced', async () => {
    const model = autoencoder(
      network(layers.dense({ units: 53, inputShape: [47, 2] }), layers.permute({ dims: [2, 1] }), layers.flatten(), layers.dense({ units: 47 })),
      network(layers.dense({ units: 59, inputShape: [47] }), layers.dense({ units: 94 }), layers.reshape({ targetShape: [47, 2] })),
    );
    await expectSameAsFiles(model);
    model.dispose();
  });

  it('networks that take a condition', async () => {
    const conditioned = (units: number, size: number): LayersModel => {
      const [x, condition] = [input({ shape: [size] }), input({ shape: [3] })];
      const joined = layers.concatenate().apply([x, condition]) as tf.Tensor;
      return functional({ inputs: [x, condition], outputs: layers.dense({ units }).apply(joined) as never });
    };
    const model = autoencoder(conditioned(2, 5), conditioned(5, 2));
    const { encoder, decoder, autoencoder: whole } = await exportOnnx(model);
    expect([encoder, decoder, whole].map(({ inputs }) => inputs)).toEqual([
      { input: ['batch', 5], condition: ['batch', 3] },
      { code: ['batch', 2], condition: ['batch', 3] },
      { input: ['batch', 5], condition: ['batch', 3] },
    ]);
    await expectSameAsFiles(model);
    model.dispose();
  });
});

describe('a file', () => {
  const small = () => autoencoder(network(layers.dense({ units: 2, inputShape: [6] })), network(layers.dense({ units: 6, inputShape: [2] })));

  it('says what it takes and gives, for any batch, and what made it', async () => {
    const model = small();
    const files = await exportOnnx(model);
    const summary = Object.entries(files).map(([name, file]) => {
      const { graph, producerName, producerVersion, irVersion, opsetImport } = protoOf(file);
      const described = [...graph!.input, ...graph!.output].map(({ name: tensor, type }) => [
        tensor,
        type!.value.case === 'tensorType' && type!.value.value.shape!.dim.map(({ value }) => value.value),
      ]);
      expect([producerName, producerVersion, irVersion]).toEqual(['hourglass', manifest.version, 8n]);
      expect(opsetImport.map(({ domain, version }) => [domain, version])).toEqual([['', 18n]]);
      expect(graph!.name).toBe(name);
      return described;
    });
    expect(summary).toEqual([
      [['input', ['batch', 6n]], ['code', ['batch', 2n]]],
      [['code', ['batch', 2n]], ['reconstruction', ['batch', 6n]]],
      [['input', ['batch', 6n]], ['reconstruction', ['batch', 6n]]],
    ]);
    expect(files.encoder).toMatchObject({ inputs: { input: ['batch', 6] }, outputs: { code: ['batch', 2] } });
    model.dispose();
  });

  it('holds the weights by their names, as they are when it is written', async () => {
    const model = small();
    const kernel = model.parameters['encoder/0/kernel']!;
    tf.tidy(() => kernel.assign(tf.fill([6, 2], 0.25)));
    const { encoder } = await exportOnnx(model);
    const { initializer } = protoOf(encoder).graph!;
    expect(initializer.map(({ name, dims }) => [name, dims])).toEqual(expect.arrayContaining([['encoder/0/kernel', [6n, 2n]], ['encoder/0/bias', [2n]]]));
    const { code } = await runFile(encoder, { input: { data: new Float32Array(6).fill(1), shape: [1, 6] } });
    expect([...code!.data]).toEqual([1.5, 1.5]);
    model.dispose();
  });

  it('holds the recipe, from which the model can be made again', async () => {
    const model = small();
    const { decoder } = await exportOnnx(model);
    const metadata = Object.fromEntries(protoOf(decoder).metadataProps.map(({ key, value }) => [key, value]));
    expect(metadata['hourglass.version']).toBe(manifest.version);
    const again = fromJSON(JSON.parse(metadata['hourglass.recipe']!) as PartJson, [fromLayers]);
    expect(again).toMatchObject({ kind: 'fromLayers', inputShape: [6], codeShape: [2] });
    model.dispose();
  });

  it('runs on onnxruntime-web too', async () => {
    const model = small();
    const session = await (await onnxWeb({ threads: 1 })).load((await exportOnnx(model)).autoencoder.bytes);
    const samples = spread([5, 6]);
    const { reconstruction } = await session.run({ input: samples });
    const { data } = await model.reconstruct(samples);
    data.forEach((value, i) => { expect(reconstruction!.data[i]).toBeCloseTo(value, 5); });
    await session.release();
    model.dispose();
  });

  it('is written without a trace: no tensor is left, the backend stays', async () => {
    const model = small();
    const before = tf.memory().numTensors;
    await exportOnnx(model);
    expect(tf.memory().numTensors).toBe(before);
    expect(tf.getBackend()).toBe('cpu');
    model.dispose();
  });
});

describe('exportOnnx refuses', () => {
  it.each<[string, (encoded: tf.Tensor) => tf.Tensor, RegExp]>([
    [
      'a kernel without a lowering',
      (x) => tf.add(x, tf.mean(tf.maxPool(tf.reshape<tf.Rank.R4>(x, [-1, 2, 2, 1]), 2, 1, 2), [1, 2])),
      /encoder: MaxPool of TensorFlow\.js with windows that see only padding has no form in ONNX/,
    ],
    ['a kernel that cannot be traced', (x) => tf.add(x, tf.max(tf.unique(x).values)), /encoder: Unique of TensorFlow\.js .*export-onnx\.test\.ts/],
    ['a value read', (x) => tf.mul(x, x.dataSync()[0]!), /encoder: dataSync of TensorFlow\.js .*export-onnx\.test\.ts/],
    ['numbers of the rows', (x) => tf.add(x, tf.expandDims(tf.range(0, x.shape[0]), 1)), /encoder: .*kernel Add/],
    ['a number that the size is in', (x) => tf.div(x, x.shape[0]), /encoder: .*kernel RealDiv/],
    ['numbers of chance', (x) => tf.add(x, tf.randomNormal([4])), /encoder: .*chance.*kernel Add/],
    ['other operations for other sizes', (x) => (x.shape[0] > 50 || x.shape[0] === 7 ? tf.relu(x) : tf.exp(x)), /encoder: .*kernel Exp/],
    ['more operations for larger batches', (x) => (x.shape[0] > 50 || x.shape[0] === 7 ? tf.exp(tf.relu(x)) : tf.relu(x)), /encoder: .*kernel Exp/],
  ])('%s', async (_, apply, message) => {
    const model = withBottleneck(apply);
    await expect(exportOnnx(model)).rejects.toThrow(message);
    model.dispose();
  });

  it('a model that draws random numbers outside training', async () => {
    const drawing: Bottleneck = {
      kind: 'drawing',
      options: {},
      create: () => ({ ...stateless, apply: (encoded, { draws }) => ({ code: tf.add(encoded, draws.normal(encoded.shape)) }) }),
    };
    const model = autoencoder(network(layers.dense({ units: 4, inputShape: [6] })), network(layers.dense({ units: 6, inputShape: [4] })), drawing);
    await expect(exportOnnx(model)).rejects.toThrow(/encoder: .*bottleneck draws random numbers/);
    model.dispose();
  });

  it('weights beyond the 2 GB of an ONNX file, by their size', async () => {
    const wide = layers.dense({ units: 2 ** 15, inputShape: [2 ** 14], kernelInitializer: 'zeros', useBias: false });
    const model = autoencoder(network(wide), network(layers.dense({ units: 1, inputShape: [2 ** 15] })));
    await expect(exportOnnx(model)).rejects.toThrow(/encoder: .*2 GB, received 2147483648/);
    model.dispose();
  });
});
