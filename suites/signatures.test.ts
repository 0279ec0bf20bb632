import { defineSuite } from '../src/vitest/define-suite.ts';

defineSuite('signatures');
