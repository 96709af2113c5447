package rubric

import "errors"

// missing returns an error if an argument that a function cannot do without is nil.
func missing[T any](function, argument string, value *T) error {
	if value == nil {
		return errors.New("rubric." + function + ": " + argument + " is nil")
	}
	return nil
}

// notLoaded is like missing. It also returns an error for the zero Rubric.
func notLoaded(function, argument string, r *Rubric) error {
	if err := missing(function, argument, r); err != nil {
		return err
	}
	if r.spectrum == nil {
		return errors.New("rubric." + function + ": " + argument + " is the zero Rubric; make it with rubric.Load")
	}
	return nil
}

// must panics with the text of an error, in functions that return no error.
func must(err error) {
	if err != nil {
		panic(err.Error())
	}
}
