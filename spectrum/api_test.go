package spectrum_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"iter"
	"maps"
	"math"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/spectrum"
)

// exported returns the names of the exported types and functions of the package,
// as in its source. Methods are left out: reflection finds them.
func exported(t *testing.T) (types, functions []string) {
	t.Helper()
	isSource := func(f fs.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }
	files, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if info, err := os.Stat(name); err != nil || !isSource(info) {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Name.IsExported() {
					functions = append(functions, d.Name.Name)
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if s, ok := s.(*ast.TypeSpec); ok && s.Name.IsExported() {
						types = append(types, s.Name.Name)
					}
				}
			}
		}
	}
	slices.Sort(types)
	slices.Sort(functions)
	return types, functions
}

// allTypes has a pointer to a value of every exported type, and allFunctions every
// exported function that is not a method. TestAPIIsComplete compares them with the
// source.
func allTypes(t *testing.T) []any {
	s := mustNew(t, engagement())
	d := mustDist(t, s, 1, 2, 3, 4)
	stage, _ := s.At(2)
	voices, _ := spectrum.EqualVoice(d)
	return []any{
		s, &d, &stage, &voices,
		new(spectrum.Assumption), new(spectrum.Clusters), new(spectrum.Definition), new(spectrum.Interval), new(spectrum.Metric),
		new(spectrum.Reason), new(spectrum.Reliability), new(spectrum.StageDefinition), new(spectrum.Transitions),
	}
}

var allFunctions = map[string]any{
	"Alpha": spectrum.Alpha, "Dominance": spectrum.Dominance, "DominanceInterval": spectrum.DominanceInterval,
	"DominanceVariance": spectrum.DominanceVariance, "Dominates": spectrum.Dominates, "EqualVoice": spectrum.EqualVoice,
	"New": spectrum.New, "Wilson": spectrum.Wilson,
}

func TestAPIIsComplete(t *testing.T) {
	types, functions := exported(t)
	var got []string
	for _, v := range allTypes(t) {
		got = append(got, reflect.TypeOf(v).Elem().Name())
	}
	slices.Sort(got)
	if diff := cmp.Diff(types, got); diff != "" {
		t.Errorf("types (-in the source +in the tests):\n%s", diff)
	}
	if diff := cmp.Diff(functions, slices.Sorted(maps.Keys(allFunctions))); diff != "" {
		t.Errorf("functions (-in the source +in the tests):\n%s", diff)
	}
}

// fill sets v and everything in it to values that are not zero.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.String:
		v.SetString("text <&> ¡")
	case reflect.Float64:
		v.SetFloat(0.1)
	case reflect.Int:
		v.SetInt(2)
	case reflect.Uint64:
		v.SetUint(math.MaxUint64)
	case reflect.Uint8:
		v.SetUint(2)
	default:
		panic("fill: " + v.Kind().String())
	}
}

// A value of every type is equal after writing and reading it. Otherwise reading it
// returns an error that names the function to call.
func TestJSON(t *testing.T) {
	unreadable := map[string]string{
		"Spectrum": "New", "Stage": "Spectrum.Stage", "Distribution": "Spectrum.Distribution", "Voices": "EqualVoice",
	}
	written := map[string]string{
		"Spectrum": `{"id":"engagement","title":"Engagement","stages":[` +
			`{"id":"not-evident","title":"Not Evident","messages":["m1","m2"]},{"id":"developing","title":"Developing"},` +
			`{"id":"maturing","title":"Maturing","messages":["m3"]},{"id":"advanced","title":"Advanced","messages":["m4"]}]}`,
		"Stage":        `"developing"`,
		"Distribution": `{"not-evident":1,"developing":2,"maturing":3,"advanced":4}`,
		"Voices":       `{"groups":1,"shares":{"not-evident":0.1,"developing":0.2,"maturing":0.3,"advanced":0.4}}`,
	}
	snake := regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	for _, p := range allTypes(t) {
		typ := reflect.TypeOf(p).Elem()
		t.Run(typ.Name(), func(t *testing.T) {
			if call, ok := unreadable[typ.Name()]; ok {
				data, err := json.Marshal(p)
				if err != nil || string(data) != written[typ.Name()] {
					t.Errorf("Marshal = %s, %v, want %s", data, err, written[typ.Name()])
				}
				err = json.Unmarshal(data, reflect.New(typ).Interface())
				if err == nil || !strings.Contains(err.Error(), "spectrum: "+typ.Name()+".Unmarshal") || !strings.Contains(err.Error(), "call "+call) {
					t.Errorf("Unmarshal: error %v, want one that says to call %s", err, call)
				}
				return
			}
			filled, zero := reflect.New(typ), reflect.New(typ)
			fill(filled.Elem())
			for _, want := range []reflect.Value{filled, zero} {
				data, err := json.Marshal(want.Interface())
				if err != nil {
					t.Fatal(err)
				}
				got := reflect.New(typ)
				if err := json.Unmarshal(data, got.Interface()); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want.Interface(), got.Interface()); diff != "" {
					t.Errorf("after writing and reading %s (-want +got):\n%s", data, diff)
				}
			}
			if typ.Kind() == reflect.Struct {
				for i := range typ.NumField() {
					if key, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ","); !snake.MatchString(key) {
						t.Errorf("field %s has the key %q", typ.Field(i).Name, key)
					}
				}
			}
		})
	}
	if data, err := json.Marshal(spectrum.Distribution{}); string(data) != "{}" || err != nil {
		t.Errorf("Marshal of the zero Distribution = %s, %v", data, err)
	}
	var counts map[string]uint64
	if err := json.Unmarshal([]byte(written["Distribution"]), &counts); err != nil || counts["advanced"] != 4 {
		t.Errorf("a Distribution read as a map: %v, %v", counts, err)
	}
	var def spectrum.Definition
	if err := json.Unmarshal([]byte(written["Spectrum"]), &def); err != nil || !mustNew(t, def).Equal(mustNew(t, engagement())) {
		t.Errorf("a Spectrum read as a Definition: %v, %v", def, err)
	}
}

func TestPrint(t *testing.T) {
	s := mustNew(t, engagement())
	low, _ := s.At(1)
	got := fmt.Sprintln(low, mustDist(t, s, 1, 0, 3, 4), s, spectrum.Stage{})
	if want := "not-evident not-evident: 1, developing: 0, maturing: 3, advanced: 4 engagement \n"; got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
}

// arguments returns, for a type of parameter, a valid value and invalid ones by name.
// Methods that change their receiver need new values for every call.
func arguments(t *testing.T, typ reflect.Type) (valid any, invalid map[string]any) {
	t.Helper()
	s, longer := mustNew(t, engagement()), mustNew(t, sized(5))
	other := engagement()
	other.ID = "other"
	foreign, _ := mustNew(t, other).At(2)
	long, _ := longer.At(2)
	stage, _ := s.At(2)
	d := mustDist(t, s, 1, 2, 3, 4)
	voices, _ := spectrum.EqualVoice(d)
	transitions := &spectrum.Transitions{}
	move(t, transitions, s, 1, 2, 3)
	raters := make([][]uint64, 12)
	for i := range raters {
		raters[i] = []uint64{1, 2, uint64(i % 3), 4}
	}
	distributions := func(ds ...spectrum.Distribution) iter.Seq[spectrum.Distribution] { return slices.Values(ds) }
	none := map[string]any{}
	switch typ {
	case reflect.TypeFor[spectrum.Stage]():
		return stage, map[string]any{"zero": spectrum.Stage{}, "foreign": foreign, "longer": long}
	case reflect.TypeFor[spectrum.Distribution]():
		return d, map[string]any{"zero": spectrum.Distribution{}, "longer": mustDist(t, longer, 1, 2, 3, 4, 5)}
	case reflect.TypeFor[*spectrum.Distribution](), reflect.TypeFor[*spectrum.Stage](), reflect.TypeFor[*spectrum.Voices]():
		return reflect.New(typ.Elem()).Interface(), map[string]any{"nil": reflect.Zero(typ).Interface()}
	case reflect.TypeFor[spectrum.Voices]():
		return voices, none
	case reflect.TypeFor[*spectrum.Spectrum]():
		return s, map[string]any{"nil": (*spectrum.Spectrum)(nil), "zero": &spectrum.Spectrum{}}
	case reflect.TypeFor[*spectrum.Transitions]():
		return transitions, map[string]any{"nil": (*spectrum.Transitions)(nil), "contradictory": &spectrum.Transitions{Stages: 4}}
	case reflect.TypeFor[*spectrum.Clusters]():
		return clusters(t, raters...), map[string]any{"nil": (*spectrum.Clusters)(nil), "contradictory": &spectrum.Clusters{Stages: 4, Raters: 20}}
	case reflect.TypeFor[float64]():
		return 0.95, map[string]any{"0": 0.0, "1": 1.0, "negative": -0.5, "percent": 95.0, "NaN": math.NaN(), "infinite": math.Inf(1)}
	case reflect.TypeFor[spectrum.Metric]():
		return spectrum.Nominal, map[string]any{"unknown": spectrum.Metric(200)}
	case reflect.TypeFor[spectrum.Assumption]():
		return spectrum.EqualSteps, map[string]any{"none": spectrum.Assumption(""), "unknown": spectrum.Assumption("x")}
	case reflect.TypeFor[spectrum.Definition]():
		return engagement(), map[string]any{"zero": spectrum.Definition{}}
	case reflect.TypeFor[iter.Seq[spectrum.Distribution]]():
		return distributions(d, d), map[string]any{"nil": iter.Seq[spectrum.Distribution](nil), "mixed": distributions(d, mustDist(t, longer, 1, 2, 3, 4, 5))}
	case reflect.TypeFor[[]spectrum.Distribution]():
		return []spectrum.Distribution{d, d}, map[string]any{"none": []spectrum.Distribution(nil), "mixed": []spectrum.Distribution{d, mustDist(t, longer, 1, 2, 3, 4, 5)}}
	case reflect.TypeFor[[]uint64]():
		return []uint64{1, 2, 0, 4}, map[string]any{"few": []uint64{1}, "many": make([]uint64, 17), "large": []uint64{math.MaxUint64, 1, 1, 1}}
	case reflect.TypeFor[uint64]():
		return uint64(1), none
	case reflect.TypeFor[int]():
		return 1, map[string]any{"0": 0, "negative": -1, "large": 100}
	case reflect.TypeFor[string]():
		return "developing", map[string]any{"unknown": "x", "empty": ""}
	case reflect.TypeFor[[]byte]():
		return []byte("{}"), none
	}
	t.Fatalf("no arguments of type %v", typ)
	return nil, nil
}

// accepted are the invalid inputs that documentation calls valid: name of the
// function, position of the parameter (0 for the receiver) and name of the input.
var accepted = regexp.MustCompile(`^(` + strings.Join([]string{
	`Spectrum\.\w+ 0 (nil|zero)`,            // an empty spectrum
	`Stage\.\w+ 0 zero`,                     // no stage
	`Stage\.\w+ 0 (foreign|longer)`,         // valid alone
	`Stage\.Compare 1 zero`,                 // below every stage
	`Distribution\.\w+ 0 zero`,              // no ratings
	`Distribution\.\w+ 0 longer`,            // valid alone
	`Distribution\.Add 1 zero`,              // the identity
	`(Dominates|Dominance\w*) [12] zero`,    // no ratings
	`Distribution\.PairsWithin 1 (0|large)`, // the same stage, all pairs
	`Transitions\.\w+ [12] foreign`,         // pairs by rank
	`Clusters\.AtOrAboveInterval 1 foreign`, // goes by rank
}, "|") + `)$`)

// outcome calls f and returns whether it rejected its arguments. It reports an error
// if the way of rejecting them breaks the rule in the package documentation.
func outcome(t *testing.T, name, call string, f reflect.Value, args []reflect.Value) (rejected bool) {
	t.Helper()
	typ := f.Type()
	var last reflect.Type
	if typ.NumOut() > 0 {
		last = typ.Out(typ.NumOut() - 1)
	}
	isError := last == reflect.TypeFor[error]()
	isBool := last == reflect.TypeFor[bool]() && typ.NumOut() > 1
	defer func() {
		if p := recover(); p != nil {
			rejected = true
			if msg, ok := p.(string); !ok || !strings.HasPrefix(msg, "spectrum: "+name+": ") || isError || isBool {
				t.Errorf("%s panics: %v", call, p)
			}
		}
	}()
	var results []reflect.Value
	if typ.IsVariadic() {
		results = f.CallSlice(args)
	} else {
		results = f.Call(args)
	}
	for _, r := range results {
		switch {
		case r.Kind() == reflect.Func && r.Type().CanSeq():
			for range r.Seq() {
			}
		case r.Kind() == reflect.Func && r.Type().CanSeq2():
			for range r.Seq2() {
			}
		case r.Kind() == reflect.Float64 && math.IsNaN(r.Float()):
			t.Errorf("%s = NaN", call)
		}
	}
	switch {
	case isError && !results[len(results)-1].IsNil():
		if err := results[len(results)-1].Interface().(error); !strings.HasPrefix(err.Error(), "spectrum: ") {
			t.Errorf("%s: error %v", call, err)
		}
		return true
	case last == reflect.TypeFor[bool]():
		return !results[len(results)-1].Bool()
	}
	return false
}

// Every function and method rejects every invalid argument in the way that the package
// documentation states.
func TestInvalidArguments(t *testing.T) {
	calls := 0
	try := func(name string, f reflect.Value, receiver reflect.Type) {
		params := []reflect.Type{}
		for i := range f.Type().NumIn() {
			params = append(params, f.Type().In(i))
		}
		first := 1
		if receiver != nil {
			first = 0
		}
		for i, p := range params {
			_, invalid := arguments(t, p)
			for what, bad := range invalid {
				args := make([]reflect.Value, len(params))
				for j, q := range params {
					valid, _ := arguments(t, q)
					args[j] = reflect.ValueOf(valid)
				}
				args[i] = reflect.ValueOf(bad)
				calls++
				key := fmt.Sprintf("%s %d %s", name, first+i, what)
				if rejected := outcome(t, name, key, f, args); !rejected && !accepted.MatchString(key) {
					t.Errorf("%s is accepted", key)
				}
			}
		}
	}
	for name, f := range allFunctions {
		try(name, reflect.ValueOf(f), nil)
	}
	for _, p := range allTypes(t) {
		for _, typ := range []reflect.Type{reflect.TypeOf(p), reflect.TypeOf(p).Elem()} {
			for i := range typ.NumMethod() {
				m := typ.Method(i)
				if _, byValue := reflect.TypeOf(p).Elem().MethodByName(m.Name); byValue && typ.Kind() == reflect.Pointer {
					continue // tried with the value
				}
				try(reflect.TypeOf(p).Elem().Name()+"."+m.Name, m.Func, typ)
			}
		}
	}
	if calls < 100 {
		t.Errorf("only %d calls", calls)
	}
}
