package spectrum

import (
	"encoding/json"
	"errors"
	"strconv"
)

// Values that refer to a spectrum are written by their ids alone. They cannot be
// read back without the spectrum, so reading is an error that names the function
// to call.

// MarshalText returns the stage's id, empty for the zero Stage.
func (s Stage) MarshalText() ([]byte, error) { return []byte(s.ID()), nil }

// UnmarshalText returns an error: a stage cannot be read without its spectrum. Read
// the id as a string and call [Spectrum.Stage].
func (s *Stage) UnmarshalText([]byte) error {
	return errors.New("spectrum: Stage.UnmarshalText: an id does not tell the spectrum, read it as a string and call Spectrum.Stage")
}

// MarshalJSON returns s as the JSON object of its [Definition].
func (s *Spectrum) MarshalJSON() ([]byte, error) { return json.Marshal(s.Definition()) }

// UnmarshalJSON returns an error: a Spectrum never changes. Read a [Definition] and
// call [New].
func (s *Spectrum) UnmarshalJSON([]byte) error {
	return errors.New("spectrum: Spectrum.UnmarshalJSON: a Spectrum never changes, read a Definition and call New")
}

// MarshalJSON returns an object with the number of ratings on every stage, keyed by
// id, lowest stage first: {"not-evident":3,"developing":14}.
func (d Distribution) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for s, n := range d.Counts() {
		b = strconv.AppendUint(appendKey(b, s.ID()), n, 10)
	}
	return append(b, '}'), nil
}

// UnmarshalJSON returns an error: a distribution cannot be read without its
// spectrum. Read a map of counts and call [Spectrum.Distribution].
func (d *Distribution) UnmarshalJSON([]byte) error {
	return errors.New("spectrum: Distribution.UnmarshalJSON: ids do not tell the spectrum, read a map[string]uint64 and call Spectrum.Distribution")
}

// MarshalJSON returns an object with the number of groups and the share of every
// stage, keyed by id, lowest stage first: {"groups":2,"shares":{"low":0.5,"high":0.5}}.
func (v Voices) MarshalJSON() ([]byte, error) {
	b := strconv.AppendInt([]byte(`{"groups":`), int64(v.groups), 10)
	b = append(b, `,"shares":{`...)
	for s, share := range v.Shares() {
		b = strconv.AppendFloat(appendKey(b, s.ID()), share, 'g', -1, 64)
	}
	return append(b, `}}`...), nil
}

// UnmarshalJSON returns an error: shares do not tell the ratings that they are
// computed from. Read the distributions of the groups and call [EqualVoice].
func (v *Voices) UnmarshalJSON([]byte) error {
	return errors.New("spectrum: Voices.UnmarshalJSON: shares do not tell the ratings, call EqualVoice with the distributions of the groups")
}

// appendKey appends a key of an object that begins with the last '{' in b.
func appendKey(b []byte, key string) []byte {
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	quoted, _ := json.Marshal(key) // a string has no error
	return append(append(b, quoted...), ':')
}
