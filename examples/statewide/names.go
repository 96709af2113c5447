package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// maxName is how long a file name without its ending may be. File systems take 255
// bytes with it.
const maxName = 200

// fileName returns the name, without an ending, of a file that belongs to something of
// any name. Lower-case letters, digits and hyphens stand for themselves, and every
// other byte for _ and its two hexadecimal digits, so that
//
//	19-64733 is 19-64733, Año 1 is _41_c3_b1o_20_31... and ../x is _2e_2e_2fx
//
// Two names never share a file, not even where upper and lower case are the same, and
// none leaves the directory, begins with a hyphen or is a device of Windows. The empty
// name is a single _. [nameOf] turns a file name back.
//
// A result that would be longer than 200 bytes is cut and ends in __ and a hash of the
// whole, which cannot be turned back: the index has the names in full.
func fileName(name string) string {
	if name == "" {
		return "_"
	}
	var b strings.Builder
	for i := range len(name) {
		if c := name[i]; isPlain(c) && (i > 0 || c != '-' && !isDevice(name)) {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "_%02x", c)
		}
	}
	if b.Len() <= maxName {
		return b.String()
	}
	sum := sha256.Sum256([]byte(name))
	hash := "__" + hex.EncodeToString(sum[:16])
	return b.String()[:maxName-len(hash)] + hash
}

func isPlain(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' }

// isDevice reports whether Windows takes files of the name for a device, whatever
// their ending.
func isDevice(name string) bool {
	switch name {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(name) == 4 && (name[:3] == "com" || name[:3] == "lpt") && '0' <= name[3] && name[3] <= '9'
}

// nameOf returns the name that a file name was made from; ok is false for one that was
// cut or that fileName does not make.
func nameOf(file string) (name string, ok bool) {
	if file == "_" {
		return "", true
	}
	var b []byte
	for i := 0; i < len(file); i++ {
		if file[i] != '_' {
			b = append(b, file[i])
			continue
		}
		if i+3 > len(file) {
			return "", false
		}
		c, err := hex.DecodeString(file[i+1 : i+3])
		if err != nil {
			return "", false
		}
		b = append(b, c...)
		i += 2
	}
	name = string(b)
	return name, fileName(name) == file
}
