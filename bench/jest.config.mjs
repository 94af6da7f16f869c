import config from '../jest.config.mjs';

// What the bench computes is tested like any other pure code; what it measures is not.
const unit = config.projects.find(({ displayName }) => displayName === 'unit');
export default { ...unit, displayName: 'bench', testMatch: ['<rootDir>/bench/**/*.spec.ts'] };
