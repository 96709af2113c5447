package rubric

import "errors"

// missing returns an error if an argument that a function cannot do without is nil.
func missing[T any](function, argument string, value *T) error {
	if value == nil {
		return errors.New("rubric." + function + ": " + argument + " is nil")
	}
	return nil
}

// mustHave panics if an argument is nil, in functions that return no error.
func mustHave[T any](function, argument string, value *T) {
	if err := missing(function, argument, value); err != nil {
		panic(err.Error())
	}
}
