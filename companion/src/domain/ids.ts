/** As the contract has it, without `.` and `..`: in an address these lead to another resource. */
const POS_ID = /^(?!\.{1,2}$)[A-Za-z0-9_.:-]{1,64}$/;

/** Reads an id of the POS: opaque, compared byte for byte. Null when it is none that can be kept. */
export function readPosId( value: unknown ): string | null {
	return typeof value === 'string' && POS_ID.test( value ) ? value : null;
}
