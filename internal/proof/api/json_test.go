package api

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// tellsWhatToCall matches an error that names what to use instead, such as "read it with
// assess.LoadResponse" and "call Spectrum.Stage".
var tellsWhatToCall = regexp.MustCompile(`\b(call|with|write|use) (a |the )?([a-z]+\.)?[A-Z]\w+`)

// A value of every type is equal after writing and reading it. Otherwise writing or reading
// returns an error that names the function to call.
func TestJSON(t *testing.T) {
	types, _ := names(t)
	found := samples(t, newFixture(t))
	equal, refused := 0, 0
	for _, name := range types {
		p, ok := found[name]
		if !ok {
			t.Errorf("%s has no sample: add one to roots", name)
			continue
		}
		for i, value := range []reflect.Value{p, reflect.New(p.Type().Elem())} {
			difference, err := roundTrip(value)
			switch {
			case err != nil && !tellsWhatToCall.MatchString(err.Error()):
				t.Errorf("%s: the error does not say what to call: %v", name, err)
			case difference != "":
				t.Errorf("%s: %s", name, difference)
			case i > 0: // the zero value is not counted
			case err != nil:
				refused++
			default:
				equal++
			}
		}
	}
	t.Logf("%d exported types: %d are equal after writing and reading, %d say what to call", len(types), equal, refused)
}

// onlyUnexported reports whether a type has fields, and all of them are unexported.
func onlyUnexported(typ reflect.Type) bool {
	for i := range typ.NumField() {
		if typ.Field(i).IsExported() {
			return false
		}
	}
	return typ.NumField() > 0
}

// roundTrip writes and reads the value that p points to. It returns how the result differs.
func roundTrip(p reflect.Value) (difference string, err error) {
	defer func() {
		if v := recover(); v != nil {
			// Only loaders make the zero value usable.
			if onlyUnexported(p.Type().Elem()) && p.Elem().IsZero() {
				difference, err = "", nil
				return
			}
			panic(v)
		}
	}()
	data, err := json.Marshal(p.Interface())
	if err != nil {
		return "", err
	}
	back := reflect.New(p.Type().Elem())
	if err := json.Unmarshal(data, back.Interface()); err != nil {
		return "", err
	}
	if !reflect.DeepEqual(p.Interface(), back.Interface()) {
		return fmt.Sprintf("%.300s is read as %.300s", fmt.Sprintf("%#v", p.Elem()), fmt.Sprintf("%#v", back.Elem())), nil
	}
	return "", nil
}

// maxPrinted is the largest number of characters in which a value may be printed.
const maxPrinted = 5000

// Every type prints as readable text of limited length, without addresses.
func TestPrint(t *testing.T) {
	address := regexp.MustCompile(`0x[0-9a-f]{6,}|0xc0`)
	types, _ := names(t)
	found := samples(t, newFixture(t))
	for _, name := range types {
		p, ok := found[name]
		if !ok {
			continue // TestJSON reports it
		}
		printed := []string{fmt.Sprintln(p.Elem().Interface())}
		if _, ok := p.Interface().(fmt.Stringer); ok || p.Elem().Kind() == reflect.Struct && onlyUnexported(p.Type().Elem()) {
			printed = []string{fmt.Sprintln(p.Interface())}
		}
		if zero := reflect.New(p.Type().Elem()); p.Elem().Kind() != reflect.Struct || !onlyUnexported(p.Type().Elem()) {
			printed = append(printed, fmt.Sprintln(zero.Elem().Interface()))
		}
		for _, s := range printed {
			if address.MatchString(s) || strings.Contains(s, "%!") || strings.Contains(s, "PANIC") || len(s) > maxPrinted {
				t.Errorf("%s prints with %d characters as %.300s", name, len(s), s)
			}
		}
	}
}

// A value with an id is written as text.
func TestText(t *testing.T) {
	f := newFixture(t)
	found := samples(t, f)
	for _, name := range []string{"spectrum.Stage", "rubric.Ref", "rubric.Competency", "rubric.Domain", "rubric.Strand", "assess.Rating"} {
		if _, ok := found[name].Interface().(interface{ MarshalText() ([]byte, error) }); !ok {
			t.Errorf("%s has no method MarshalText", name)
		}
	}
}
