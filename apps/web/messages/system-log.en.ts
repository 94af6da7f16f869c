export const en = {
  title: 'System log',
  none: 'Nothing has been logged yet.',
  time: 'Time',
  level: 'Level',
  levels: { info: 'note', warn: 'warning', error: 'error' } as Record<string, string>,
  type: 'Type',
  message: 'Message',
  ip: 'From',
};

export type SystemLogMessages = typeof en;
