// Reads and writes documents with the C# types of quicktype.
//
//     mono decode.exe NAMESPACE EXAMPLES.ndjson ...
//
// fails unless each document comes out as it went in. The types do not distinguish null from a
// key that is missing.
using System;
using System.IO;
using System.Linq;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

static class Decode
{
    static int Main(string[] args)
    {
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var types = Assembly.GetExecutingAssembly();
            var document = types.GetType(args[i] + ".Document", true);
            var read = document.GetMethod("FromJson");
            var write = types.GetType(args[i] + ".Serialize", true).GetMethod("ToJson", new[] { document });
            foreach (var line in File.ReadLines(args[i + 1]))
            {
                var written = (string)write.Invoke(null, new[] { read.Invoke(null, new object[] { line }) });
                if (JToken.DeepEquals(Plain(Parse(line)), Plain(Parse(written)))) continue;
                Console.Error.WriteLine(line + "\nis written as\n" + written);
                return 1;
            }
        }
        return 0;
    }

    // Parse returns a document whose dates are texts.
    static JToken Parse(string json)
    {
        return JToken.Load(new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None });
    }

    // Plain returns a value without keys that are null, with its keys in order, and with 1.0 for 1.
    static JToken Plain(JToken value)
    {
        if (value is JArray) return new JArray(value.Select(Plain));
        var o = value as JObject;
        if (o == null) return value.Type == JTokenType.Integer ? new JValue((double)value) : value;
        return new JObject(o.Properties().Where(p => p.Value.Type != JTokenType.Null).OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => new JProperty(p.Name, Plain(p.Value))));
    }
}
