/** Kill matrix and harmless variants of the other versions of Open Banking UK. */
import { obUk32 } from '../../src/profiles/ob-uk-3.2.ts';
import { obUk34 } from '../../src/profiles/ob-uk-3.4.ts';
import { describeMatrix } from './profile-matrix.ts';

describeMatrix(obUk32, { faults: 30, variants: 12, excused: [] });
describeMatrix(obUk34, { faults: 30, variants: 12, excused: [] });
