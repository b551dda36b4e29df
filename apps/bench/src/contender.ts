/** One way of doing the work that a bench measures. */
export interface Contender {
  readonly name: string;
  /** Samples a step, where the work comes in batches; contenders of equal batches do the same work. */
  readonly batch?: number;
  /** The most steps that it can be asked for at once. */
  readonly steps: number;
  /** Its first steps whose figures must agree, where these are fewer than the bench compares. */
  readonly compared?: number;
  /** @throws EnvironmentError where what it needs is not installed */
  start(): Promise<Runner>;
}

/** A contender that waits to be asked. */
export interface Runner {
  /** Of what does the arithmetic: `onnxruntime-node 1.30.0`. */
  readonly version: string;
  /**
   * Does some of the work, in the order in which it is asked for.
   *
   * @throws EnvironmentError where what it runs on cannot do this work
   */
  run(request: Request): Promise<Answer>;
  stop(): Promise<void>;
}

/** The steps `from`, `from + 1`, …: which batches of the data are used. */
export interface Request {
  readonly from: number;
  readonly steps: number;
}

export interface Answer {
  /** That all of the steps took. */
  readonly milliseconds: number;
  /** The mean over the steps of a figure by which the work of contenders is compared, such as the loss; null where there is none. */
  readonly figure: number | null;
  /** With the first answer: the time from the start to the end of the first step, where that is spent on compiling. */
  readonly compile_ms?: number;
  /** Memory of the process, in MiB. */
  readonly resident_mib?: number;
  /** Tensors that TensorFlow.js holds. */
  readonly tensors?: number;
}
