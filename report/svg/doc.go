// Package svg writes the pictures of a report as SVG documents, for letters and slides.
//
//	for i := range view.Pictures {
//		p := &view.Pictures[i]
//		file, err := os.Create(p.Name + ".svg")
//		...
//		err = svg.Write(file, p, nil)
//	}
//
// A picture has its title, description and legend on it. The description for screen readers
// ends with the table of the values, one line for each row; [report.Picture.Table] returns the
// same table.
//
// Pictures have a light background and use only elements and attributes of SVG 1.1 that every program
// shows. They contain no scripts and request nothing. The font is not known in advance, so texts are
// measured in a wide font and wrapped; none is shortened.
//
// The drawing may change with any version; the names of pictures do not. The same picture gives
// the same bytes.
//
// Nil and zero arguments are rejected by the rule of package spectrum: an error that names the
// function and the argument.
package svg
