package main

import (
	"slices"
	"strings"
	"testing"
)

// Every hostile input is read or refused soon within the limits of uploads.
func TestHostile(t *testing.T) {
	accepted := []string{"line ends", "a sheet of quotation marks"} // without an error
	for _, in := range hostileInputs() {
		if strings.Contains(in.name, "1 MB of gzip") {
			continue // takes long to make
		}
		r, err := hostileProcess(in.name, uploadLimits, 20)
		if err != nil {
			t.Fatalf("%s: %v", in.name, err)
		}
		if r.Stopped || r.Seconds > 10 || r.Memory > 512 || r.Size == 0 || (r.Err == "") != slices.Contains(accepted, in.name) {
			t.Errorf("%s: %+v", in.name, r)
		}
	}
	if _, err := hostileProcess("unknown", uploadLimits, 20); err == nil {
		t.Error("an unknown input is read")
	}
}

func TestHostileCell(t *testing.T) {
	for _, test := range []struct {
		result hostileResult
		want   string
	}{
		{hostileResult{Seconds: 1.234, Memory: 36.4}, "1.23 s, 36 MB"},
		{hostileResult{Seconds: 61, Memory: 40, Stopped: true}, "stopped at 60 s, 40 MB"},
	} {
		if got := test.result.cell(60); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}
