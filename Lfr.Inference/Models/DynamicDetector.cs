namespace Lfr.Inference.Models;

/// <summary>
/// Makes the shipped face detector take pictures of any size. Its file fixes the input to 320 × 240 only because the boxes are decoded inside
/// the graph; without those last nodes the network is fully convolutional. Small faces at street distance need this: at 320 × 240 more than
/// a fifth of the faces 30 px high in a 720p frame are missed.
/// </summary>
internal static class DynamicDetector
{
    // Field numbers of onnx.proto3.
    private const int ModelGraph = 7;
    private const int GraphNode = 1;
    private const int GraphInput = 11;
    private const int GraphOutput = 12;
    private const int GraphValueInfo = 13;
    private const int NodeOutput = 2;
    private const int ValueName = 1;
    private const int ValueType = 2;
    private const int TypeTensor = 1;
    private const int TensorElement = 1;
    private const int TensorShape = 2;
    private const int ShapeDimension = 1;
    private const int DimensionValue = 1;
    private const int DimensionParameter = 2;
    private const ulong Float32 = 1;

    private const string Scores = "scores";
    private const string Offsets = "462";

    /// <summary>Rewrites the model: deterministic, so the result has one SHA-256.</summary>
    /// <param name="model">The bytes of <c>fr_detect.onnx</c>.</param>
    /// <exception cref="InvalidDataException">The bytes are no ONNX model, or another one.</exception>
    public static byte[] Make(byte[] model)
    {
        var graphs = 0;
        var result = WireFormat.Message(to =>
        {
            foreach (var field in WireFormat.Read(model))
            {
                if (field.Number != ModelGraph)
                {
                    WireFormat.Write(to, field);
                    continue;
                }

                graphs++;
                WireFormat.Write(to, ModelGraph, CutGraph(field.Bytes));
            }
        });
        return graphs == 1 ? result : throw new InvalidDataException("This is not the face detector: it holds no graph.");
    }

    private static byte[] CutGraph(ReadOnlyMemory<byte> graph) => WireFormat.Message(to =>
    {
        var decoding = false;
        foreach (var field in WireFormat.Read(graph))
        {
            switch (field.Number)
            {
                case GraphNode when decoding:
                case GraphOutput or GraphValueInfo:
                    break;
                case GraphNode:
                    WireFormat.Write(to, field);
                    decoding = WireFormat.Read(field.Bytes).Any(part => part.Number == NodeOutput && part.Text == Scores);
                    break;
                case GraphInput when NameOf(field) == "input":
                    WireFormat.Write(to, GraphInput, FloatTensor("input", "1", "3", "h", "w"));
                    break;
                default:
                    WireFormat.Write(to, field);
                    break;
            }
        }

        if (!decoding)
            throw new InvalidDataException("This is not the face detector: no node gives its scores.");
        WireFormat.Write(to, GraphOutput, FloatTensor(Scores, "1", "n", "2"));
        WireFormat.Write(to, GraphOutput, FloatTensor(Offsets, "1", "n", "4"));
    });

    private static string NameOf(WireField value) => WireFormat.Read(value.Bytes).First(part => part.Number == ValueName).Text;

    /// <summary>Declares a tensor; a dimension is a number or the name of an open one.</summary>
    private static byte[] FloatTensor(string name, params ReadOnlySpan<string> dimensions)
    {
        using var shape = new MemoryStream();
        foreach (var dimension in dimensions)
        {
            WireFormat.Write(shape, ShapeDimension, WireFormat.Message(to =>
            {
                if (ulong.TryParse(dimension, out var size))
                    WireFormat.Write(to, DimensionValue, size);
                else
                    WireFormat.Write(to, DimensionParameter, dimension);
            }));
        }

        var tensor = WireFormat.Message(to =>
        {
            WireFormat.Write(to, TensorElement, Float32);
            WireFormat.Write(to, TensorShape, shape.ToArray());
        });
        return WireFormat.Message(to =>
        {
            WireFormat.Write(to, ValueName, name);
            WireFormat.Write(to, ValueType, WireFormat.Message(type => WireFormat.Write(type, TypeTensor, tensor)));
        });
    }
}
