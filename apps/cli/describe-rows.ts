/** "3 blocks, 12 transactions": the tables that hold anything. */
export function describeRows(rows: Readonly<Record<string, number>>): string {
  const filled = Object.entries(rows).filter(([, count]) => count > 0);
  return filled.map(([table, count]) => `${count} ${table.replaceAll('_', ' ')}`).join(', ') || 'nothing in it';
}
