/**
 * Just enough of WebAssembly's binary format to run one computation on four 32-bit numbers at once (its 128-bit vectors,
 * which every engine has had since 2021). An expression writes the code that leaves its value on the stack.
 */
export type Lanes = (code: number[]) => void;

/** Numbers side by side in one vector. */
export const LANES = 4;

const I32_CONST = 0x41;
const LOCAL_GET = 0x20;
const LOCAL_SET = 0x21;
const END = 0x0b;
const VECTOR_TYPE = 0x7b;
const VECTOR = { load: 0, store: 11, splat: 17, and: 78, or: 80, xor: 81, shiftLeft: 171, shiftRight: 173, add: 174 };
/** Loads and stores say by which power of two their addresses divide; 16 bytes is a vector. */
const ALIGNMENT = 4;

export const add = (first: Lanes, ...rest: Lanes[]) => combine(VECTOR.add, first, rest);
export const xor = (first: Lanes, ...rest: Lanes[]) => combine(VECTOR.xor, first, rest);
export const and = (first: Lanes, ...rest: Lanes[]) => combine(VECTOR.and, first, rest);
export const or = (first: Lanes, ...rest: Lanes[]) => combine(VECTOR.or, first, rest);
export const shiftRight = (value: Lanes, bits: number) => shift(VECTOR.shiftRight, value, bits);
export const rotateRight = (value: Lanes, bits: number) =>
  or(shiftRight(value, bits), shift(VECTOR.shiftLeft, value, 32 - bits));
/** The same number in every lane. */
export const everywhere =
  (value: number): Lanes =>
  (code) =>
    code.push(I32_CONST, ...signed(value | 0), ...vector(VECTOR.splat));
/** The vector at `place` of the memory, counted in vectors. */
export const load =
  (place: number): Lanes =>
  (code) =>
    code.push(I32_CONST, 0, ...vector(VECTOR.load), ALIGNMENT, ...unsigned(place * 16));

function combine(operation: number, first: Lanes, rest: readonly Lanes[]): Lanes {
  return (code) => {
    first(code);
    for (const value of rest) {
      value(code);
      code.push(...vector(operation));
    }
  };
}

function shift(operation: number, value: Lanes, bits: number): Lanes {
  return (code) => {
    value(code);
    code.push(I32_CONST, ...signed(bits), ...vector(operation));
  };
}

/** A program without branches: it reads its memory, keeps values in variables, and writes its memory. */
export class LaneProgram {
  private readonly code: number[] = [];
  private variables = 0;

  variable(value: Lanes): LaneVariable {
    const variable = new LaneVariable(this.variables++, this.code);
    variable.set(value);
    return variable;
  }

  /** Writes `value` to the `place` of the memory, counted in vectors. */
  store(place: number, value: Lanes): void {
    this.code.push(I32_CONST, 0);
    value(this.code);
    this.code.push(...vector(VECTOR.store), ALIGNMENT, ...unsigned(place * 16));
  }

  /** The program with its memory (64 KiB), seen here as 32-bit numbers, four to a vector. */
  compile(): { memory: Int32Array; run: () => void } {
    const body = [...counted([[...unsigned(this.variables), VECTOR_TYPE]]), ...this.code, END];
    const module = new WebAssembly.Module(
      Uint8Array.from([
        ...[...Buffer.from('\0asm', 'latin1'), 1, 0, 0, 0],
        ...section(1, [0x60, 0, 0]), // one type: no parameters, no result
        ...section(3, [0]), // one function, of that type
        ...section(5, [0, 1]), // one memory, of one page
        ...section(7, [...sized(Buffer.from('memory')), 2, 0], [...sized(Buffer.from('run')), 0, 0]),
        ...section(10, sized(body)),
      ]),
    );
    const { memory, run } = new WebAssembly.Instance(module).exports as {
      memory: { buffer: ArrayBuffer };
      run: () => void;
    };
    return { memory: new Int32Array(memory.buffer), run };
  }
}

/** A value that a {@link LaneProgram} keeps. */
export class LaneVariable {
  constructor(
    private readonly number: number,
    private readonly code: number[],
  ) {}

  readonly value: Lanes = (code) => code.push(LOCAL_GET, ...unsigned(this.number));

  set(value: Lanes): void {
    value(this.code);
    this.code.push(LOCAL_SET, ...unsigned(this.number));
  }
}

type Bytes = readonly number[];

function vector(operation: number): Bytes {
  return [0xfd, ...unsigned(operation)];
}

function section(id: number, ...entries: Bytes[]): Bytes {
  return [id, ...sized(counted(entries))];
}

function counted(entries: readonly Bytes[]): Bytes {
  return [...unsigned(entries.length), ...entries.flat()];
}

function sized(bytes: Iterable<number>): Bytes {
  const content = [...bytes];
  return [...unsigned(content.length), ...content];
}

/** LEB128: seven bits a byte, the lowest first. */
function unsigned(value: number): Bytes {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): Bytes {
  const isLast = value >= -0x40 && value < 0x40;
  return isLast ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}
