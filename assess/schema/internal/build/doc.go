// Package build makes JSON Schemas from the struct types of documents: from the
// tags that internal/source reads documents by, and from the comments of the fields.
//
// In addition to the tags of [source.Tags] it uses, for documents that are only written:
//
//	range:"MIN,MAX"  the bounds of a number, or of each number of a list
//	title:"..."      what the property is called, if the derived title is not suitable
package build
