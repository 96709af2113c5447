// Writes the JSON Schema of forms that survey-core generates from its classes.
import { Serializer } from "survey-core";

process.stdout.write(JSON.stringify(Serializer.generateSchema()));
