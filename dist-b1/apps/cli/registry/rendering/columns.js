/** A head and one line for each row, the columns as wide as their widest cell. */
export function tableLines(columns, rows, head) {
    const widths = columns.map(({ title }, index) => Math.max(title.length, ...rows.map((row) => textOf(row[index]).length)));
    const line = (cells) => cells
        .map((cell, index) => padded(cell, widths[index], columns[index].align))
        .join('  ')
        .trimEnd();
    return [line(columns.map(({ title }) => ({ text: title, paint: head }))), ...rows.map(line)];
}
/** `name  value`, one to a line, the values below one another. */
export function fieldLines(fields) {
    const width = Math.max(...fields.map(([name]) => name.length));
    return fields.map(([name, value]) => `${name.padEnd(width)}  ${painted(value)}`);
}
function padded(cell, width, align) {
    const space = ' '.repeat(width - textOf(cell).length);
    return align === 'right' ? space + painted(cell) : painted(cell) + space;
}
function textOf(cell) {
    return typeof cell === 'string' ? cell : cell.text;
}
function painted(cell) {
    return typeof cell === 'string' ? cell : cell.paint(cell.text);
}
//# sourceMappingURL=columns.js.map