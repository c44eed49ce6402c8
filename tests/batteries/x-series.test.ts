import { startRig } from '../support/companion-rig.ts';
import { posBattery } from './pos.battery.ts';

jest.setTimeout( 30_000 );

posBattery( 'x-series', startRig );
