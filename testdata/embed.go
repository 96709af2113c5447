// Package testdata embeds the synthetic samples for the programs that show them.
package testdata

import _ "embed"

// District is the responses of a made-up school district to cei@2023.2, as NDJSON.
//
//go:embed district-2023.2.ndjson
var District []byte
