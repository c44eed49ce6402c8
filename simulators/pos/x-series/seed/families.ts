/** One family of the seeded shop; without attributes a single product. */
export interface FamilySpec {
	readonly sku: string;
	readonly name: string;
	readonly type: string;
	readonly brand: string;
	readonly tags: readonly string[];
	/** Tax included, in the retailer's currency. */
	readonly price: string;
	/** A different price for a value of an attribute. */
	readonly priceFor?: Readonly< Record< string, string > >;
	readonly cost: string;
	readonly grams: number | null;
	readonly description: string;
	/** Attribute → value → its part of the SKU. One to three of them. */
	readonly attributes?: Readonly< Record< string, Readonly< Record< string, string > > > >;
	readonly codes: 'EAN' | 'UPC' | 'none';
}

const clothingSizes = { S: 'S', M: 'M', L: 'L', XL: 'XL' };

/** Families with one, two and three attributes. */
export const families: readonly FamilySpec[] = [
	{
		sku: 'TJ',
		name: 'Trail Jersey',
		type: 'Cycling clothing',
		brand: 'Tussock',
		tags: [ 'Bike', 'Summer' ],
		price: '89.00',
		cost: '38.40',
		grams: 180,
		description:
			'<p>Light, quick-drying jersey for long days on the trail.</p><ul><li>Drop tail</li><li>Three rear pockets</li></ul>',
		attributes: { Size: clothingSizes },
		codes: 'EAN',
	},
	{
		sku: 'RRJ',
		name: 'Ridge Rain Jacket',
		type: 'Outerwear',
		brand: 'Tussock',
		tags: [ 'Hiking', 'Rain' ],
		price: '279.00',
		priceFor: { XL: '289.00' },
		cost: '121.75',
		grams: 340,
		description:
			'<p>Three-layer shell, <strong>20 000 mm</strong> water column.</p><p>Care: <em>wash at 30&nbsp;°C</em>, tumble-dry low.</p>',
		attributes: {
			Size: clothingSizes,
			Colour: { Moss: 'MOS', Ink: 'INK' },
		},
		codes: 'EAN',
	},
	{
		sku: 'MBL',
		name: 'Merino Base Layer',
		type: 'Base layers',
		brand: 'Southern Fleece',
		tags: [ 'Hiking', 'Merino', 'Winter' ],
		price: '109.95',
		cost: '51.20',
		grams: 210,
		description: '<p>200 g/m² merino. Soft, warm, does not smell.</p>',
		attributes: {
			Fit: { "Women's": 'W', "Men's": 'M' },
			Size: { S: 'S', M: 'M', L: 'L' },
			Colour: { Charcoal: 'CHA', Rust: 'RUS' },
		},
		codes: 'EAN',
	},
	{
		sku: 'HTS',
		name: 'Hut Socks',
		type: 'Socks',
		brand: 'Southern Fleece',
		tags: [ 'Merino' ],
		price: '24.50',
		cost: '9.85',
		grams: 70,
		description: '',
		attributes: {
			Size: { '36–39': '36', '40–43': '40', '44–47': '44' },
			Colour: { Oat: 'OAT', Forest: 'FOR' },
		},
		codes: 'UPC',
	},
	{
		sku: 'PTR',
		name: 'Pack Raft Rucksack',
		type: 'Packs',
		brand: 'Longcloud',
		tags: [ 'Hiking' ],
		price: '239.00',
		priceFor: { '55 l': '299.00', '70 l': '349.00' },
		cost: '118.00',
		grams: 1450,
		description:
			'<div><h3>Carries everything</h3><p>Adjustable back, rain cover included. Volume &lt; 71 litres.</p></div>',
		attributes: {
			Volume: { '40 l': '40', '55 l': '55', '70 l': '70' },
		},
		codes: 'EAN',
	},
	{
		sku: 'GRV',
		name: 'Gravel Tyre 700c',
		type: 'Tyres',
		brand: 'Kererū',
		tags: [ 'Bike' ],
		price: '84.99995',
		cost: '36.12345',
		grams: 470,
		description: '<p>Tubeless ready, tan or black wall.</p>',
		attributes: {
			Width: { '38 mm': '38', '42 mm': '42' },
			Wall: { Tan: 'TAN', Black: 'BLK' },
		},
		codes: 'EAN',
	},
	{
		sku: 'BIB',
		name: 'Dawn Bib Shorts',
		type: 'Cycling clothing',
		brand: 'Tussock',
		tags: [ 'Bike', 'Summer' ],
		price: '149.00',
		cost: '64.00',
		grams: 190,
		description: '<p>Eight-panel bib shorts with a twelve-hour pad.</p>',
		attributes: {
			Fit: { "Women's": 'W', "Men's": 'M' },
			Size: clothingSizes,
		},
		codes: 'EAN',
	},
	{
		sku: 'KBF',
		name: 'Kōwhai Buff',
		type: 'Accessories',
		brand: 'Kererū',
		tags: [ 'Hiking', 'Bike' ],
		price: '19.90',
		cost: '6.60',
		grams: 38,
		description:
			'<p onclick="alert(1)">Worn twelve ways.</p><script>alert( "not in a shop" )</script>',
		attributes: {
			Pattern: { Kōwhai: 'KOW', Fern: 'FRN', Plain: 'PLN' },
		},
		codes: 'UPC',
	},
];
