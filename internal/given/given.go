// Package given finds arguments that a function cannot use: nil pointers and the zero values
// of types that only a loader fills.
package given

import (
	"errors"
	"fmt"

	"github.com/waymark-go/waymark/rubric"
)

// NotNil returns an error that names the function and the argument if isNil is true.
func NotNil(function, argument string, isNil bool) error {
	if isNil {
		return errors.New(function + ": " + argument + " is nil")
	}
	return nil
}

// Made returns an error if an argument is nil or a zero value. Maker is the function that
// makes valid values.
func Made(function, argument string, isNil bool, isZero func() bool, maker string) error {
	switch {
	case isNil:
		return NotNil(function, argument, true)
	case isZero():
		return errors.New(function + ": " + argument + " is a zero value; make it with " + maker)
	}
	return nil
}

// Rubric returns an error if r is nil or the zero Rubric.
func Rubric(function, argument string, r *rubric.Rubric) error {
	return Made(function, argument, r == nil, func() bool { return r.Spectrum() == nil }, "rubric.Load")
}

// Crosswalk returns an error if x is nil or the zero Crosswalk.
func Crosswalk(function, argument string, x *rubric.Crosswalk) error {
	return Made(function, argument, x == nil, func() bool { return x.From() == nil }, "rubric.LoadCrosswalk")
}

// Limits returns an error if a limit is negative.
func Limits(function string, opt *rubric.LoadOptions) error {
	if opt != nil && (opt.Limits.Bytes < 0 || opt.Limits.Depth < 0 || opt.Limits.Nodes < 0) {
		return fmt.Errorf("%s: a limit in opt is negative: %+v", function, opt.Limits)
	}
	return nil
}

// Must panics with the text of an error, in functions that return no error.
func Must(err error) {
	if err != nil {
		panic(err.Error())
	}
}
