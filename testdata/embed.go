// Package testdata embeds the synthetic samples for the programs that show them and
// for the tests of several modules.
package testdata

import _ "embed"

// District is the responses of a made-up school district to cei@2023.2, as NDJSON.
//
//go:embed district-2023.2.ndjson
var District []byte

// Team is the responses of a made-up team of four to cei@2023.2, as NDJSON.
//
//go:embed team-2023.2.ndjson
var Team []byte

// Hostile is the texts that try to be something else than text, a Go string literal
// a line.
//
//go:embed hostile/strings.txt
var Hostile string
