/** The object with one more member, whose value is no UTF-8. */
export function notUtf8(json: string): Uint8Array {
  return Buffer.concat([
    Buffer.from(`${json.slice(0, -1)},"x-bytes":"`),
    Buffer.from([0xc3, 0x28, 0xff]),
    Buffer.from('"}'),
  ]);
}
