/** The bytes ended before what they announced, or announced more than is allowed. */
export class BytesMalformed extends Error {
    name = 'BytesMalformed';
}
/** Reads the little-endian integers and counted strings of Bitcoin's serialisation, and never past the end. */
export class ByteReader {
    bytes;
    #offset = 0;
    constructor(bytes) {
        this.bytes = bytes;
    }
    get finished() {
        return this.#offset === this.bytes.length;
    }
    uint8() {
        return this.take(1).readUInt8();
    }
    uint32() {
        return this.take(4).readUInt32LE();
    }
    uint64() {
        return this.take(8).readBigUInt64LE();
    }
    /** "CompactSize". Only the shortest spelling is taken, and nothing beyond 32 bits: no honest message needs either. */
    count() {
        const first = this.uint8();
        if (first < 0xfd)
            return first;
        const value = first === 0xfd ? this.take(2).readUInt16LE() : first === 0xfe ? this.uint32() : Number.NaN;
        if (!(value >= (first === 0xfd ? 0xfd : 0x10000)))
            throw new BytesMalformed('count is not canonical');
        return value;
    }
    counted() {
        return this.take(this.count());
    }
    take(length) {
        const end = this.#offset + length;
        if (end > this.bytes.length)
            throw new BytesMalformed('bytes end too early');
        const part = this.bytes.subarray(this.#offset, end);
        this.#offset = end;
        return part;
    }
}
export function writeUint32(value) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
}
export function writeUint64(value) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(value);
    return bytes;
}
export function writeCount(value) {
    if (value < 0xfd)
        return Buffer.of(value);
    const wide = value > 0xffff;
    const bytes = Buffer.alloc(wide ? 5 : 3);
    bytes.writeUInt8(wide ? 0xfe : 0xfd);
    if (wide)
        bytes.writeUInt32LE(value, 1);
    else
        bytes.writeUInt16LE(value, 1);
    return bytes;
}
export function writeCounted(bytes) {
    return Buffer.concat([writeCount(bytes.length), bytes]);
}
//# sourceMappingURL=byte-reader.js.map