using System.Runtime.InteropServices;

namespace Lfr.Inference.Models;

/// <summary>
/// Replaces each PReLU of a convolutional network by operations that the runtime keeps in its blocked memory layout. The runtime has no blocked PReLU:
/// before each one it turns the whole feature map into the plain layout and afterwards back again, and its PReLU itself is not vectorised. In a network
/// with a PReLU behind every convolution that is two thirds of the time.
/// </summary>
/// <remarks>
/// With slope a of a channel, <c>prelu(x) = a·x + (1 − a)·relu(x)</c>. Scaling by channel is a depthwise 1 × 1 convolution, and where a &lt; 1 the factor may
/// go inside: <c>relu((1 − a)·x)</c>. The runtime then fuses the ReLU into the one convolution and the addition into the other. The function is the same but
/// for float rounding; the file on the disk and its SHA-256 stay what they are, because only the verified bytes in memory are rewritten.
/// </remarks>
internal static class PReluFusion
{
    // Field numbers of onnx.proto3.
    private const int ModelGraph = 7;
    private const int GraphNode = 1;
    private const int GraphInitializer = 5;
    private const int NodeInput = 1;
    private const int NodeOutput = 2;
    private const int NodeName = 3;
    private const int NodeOperator = 4;
    private const int NodeAttribute = 5;
    private const int AttributeName = 1;
    private const int AttributeInteger = 3;
    private const int AttributeIntegers = 8;
    private const int AttributeType = 20;
    private const ulong TypeInteger = 2;
    private const ulong TypeIntegers = 7;
    private const int TensorDimensions = 1;
    private const int TensorType = 2;
    private const int TensorFloats = 4;
    private const int TensorName = 8;
    private const int TensorRaw = 9;
    private const ulong Float32 = 1;

    /// <summary>Rewrites the model; what it does not understand it leaves as it is.</summary>
    /// <param name="model">The verified bytes of an ONNX file.</param>
    /// <returns>The same function as an ONNX model; <paramref name="model"/> itself when there is nothing to replace.</returns>
    /// <exception cref="InvalidDataException">The bytes are no protobuf message.</exception>
    public static byte[] Apply(byte[] model)
    {
        var fields = WireFormat.Read(model).ToArray();
        var replaced = 0;
        var result = WireFormat.Message(to =>
        {
            foreach (var field in fields)
            {
                if (field.Number == ModelGraph)
                    WireFormat.Write(to, ModelGraph, Rewrite(field.Bytes, ref replaced));
                else
                    WireFormat.Write(to, field);
            }
        });
        return replaced > 0 ? result : model;
    }

    private static byte[] Rewrite(ReadOnlyMemory<byte> graph, ref int replaced)
    {
        var fields = WireFormat.Read(graph).ToArray();
        var slopes = fields.Where(f => f.Number == GraphInitializer).Select(f => Slopes.Of(f.Bytes)).OfType<Slopes>()
            .ToDictionary(s => s.Name, StringComparer.Ordinal);
        using var to = new MemoryStream();
        foreach (var field in fields)
        {
            if (field.Number == GraphNode && Node.PReluOf(field.Bytes) is { } node && slopes.TryGetValue(node.Slope, out var slope))
                Replace(to, node, slope, replaced++);
            else
                WireFormat.Write(to, field);
        }

        return to.ToArray();
    }

    private static void Replace(MemoryStream to, Node node, Slopes slope, int number)
    {
        var prefix = $"lfr_prelu_{number}_";
        var channels = slope.Values.Length;
        WireFormat.Write(to, GraphInitializer, Weights(prefix + "rest", slope.Values, static a => 1 - a));
        WireFormat.Write(to, GraphInitializer, Weights(prefix + "slope", slope.Values, static a => a));
        if (slope.AllBelowOne)
        {
            WireFormat.Write(to, GraphNode, Depthwise(node.Input, prefix + "rest", prefix + "scaled", channels));
            WireFormat.Write(to, GraphNode, Operator("Relu", prefix + "positive", [prefix + "scaled"]));
        }
        else
        {
            WireFormat.Write(to, GraphNode, Operator("Relu", prefix + "cut", [node.Input]));
            WireFormat.Write(to, GraphNode, Depthwise(prefix + "cut", prefix + "rest", prefix + "positive", channels));
        }

        WireFormat.Write(to, GraphNode, Depthwise(node.Input, prefix + "slope", prefix + "linear", channels));
        WireFormat.Write(to, GraphNode, Operator("Add", node.Output, [prefix + "linear", prefix + "positive"]));
    }

    private static byte[] Depthwise(string input, string weights, string output, int channels) =>
        Operator("Conv", output, [input, weights], attributes =>
        {
            WireFormat.Write(attributes, NodeAttribute, WireFormat.Message(to =>
            {
                WireFormat.Write(to, AttributeName, "group");
                WireFormat.Write(to, AttributeInteger, (ulong)channels);
                WireFormat.Write(to, AttributeType, TypeInteger);
            }));
            WireFormat.Write(attributes, NodeAttribute, WireFormat.Message(to =>
            {
                WireFormat.Write(to, AttributeName, "kernel_shape");
                WireFormat.Write(to, AttributeIntegers, 1);
                WireFormat.Write(to, AttributeIntegers, 1);
                WireFormat.Write(to, AttributeType, TypeIntegers);
            }));
        });

    private static byte[] Operator(string type, string output, string[] inputs, Action<Stream>? attributes = null) => WireFormat.Message(to =>
    {
        foreach (var input in inputs)
            WireFormat.Write(to, NodeInput, input);
        WireFormat.Write(to, NodeOutput, output);
        WireFormat.Write(to, NodeName, output + "_node");
        WireFormat.Write(to, NodeOperator, type);
        attributes?.Invoke(to);
    });

    /// <summary>Weights of a depthwise 1 × 1 convolution: channels × 1 × 1 × 1.</summary>
    private static byte[] Weights(string name, float[] slopes, Func<float, float> weight) => WireFormat.Message(to =>
    {
        WireFormat.Write(to, TensorDimensions, (ulong)slopes.Length);
        for (var i = 0; i < 3; i++)
            WireFormat.Write(to, TensorDimensions, 1);
        WireFormat.Write(to, TensorType, Float32);
        WireFormat.Write(to, TensorName, name);
        WireFormat.Write(to, TensorRaw, MemoryMarshal.AsBytes(slopes.Select(weight).ToArray().AsSpan()).ToArray());
    });

    /// <summary>A PReLU node.</summary>
    private sealed record Node(string Input, string Slope, string Output)
    {
        public static Node? PReluOf(ReadOnlyMemory<byte> message)
        {
            var parts = WireFormat.Read(message).ToArray();
            if (!parts.Any(p => p.Number == NodeOperator && p.Text == "PRelu"))
                return null;
            string[] inputs = [.. parts.Where(p => p.Number == NodeInput).Select(p => p.Text)];
            string[] outputs = [.. parts.Where(p => p.Number == NodeOutput).Select(p => p.Text)];
            return inputs.Length == 2 && outputs.Length == 1 ? new Node(inputs[0], inputs[1], outputs[0]) : null;
        }
    }

    /// <summary>The slopes of a PReLU over the channels of a feature map: a constant of C × 1 × 1 or 1 × C × 1 × 1. A single slope is shared by channels whose number is not known here.</summary>
    private sealed record Slopes(string Name, float[] Values)
    {
        /// <summary>Whether every 1 − a is positive, so that it may go into the ReLU. Not a number is not below one.</summary>
        public bool AllBelowOne => Values.All(a => a < 1);

        public static Slopes? Of(ReadOnlyMemory<byte> tensor)
        {
            var dimensions = new List<long>();
            string? name = null;
            ulong type = 0;
            float[]? values = null;
            foreach (var field in WireFormat.Read(tensor))
            {
                switch (field.Number)
                {
                    case TensorDimensions when field.Type == WireFormat.Varint:
                        dimensions.Add((long)field.Value);
                        break;
                    case TensorDimensions:
                        dimensions.AddRange(WireFormat.ReadPacked(field.Bytes).Select(v => (long)v));
                        break;
                    case TensorType:
                        type = field.Value;
                        break;
                    case TensorName:
                        name = field.Text;
                        break;
                    case TensorRaw or TensorFloats when field.Type == WireFormat.Delimited && field.Bytes.Length % sizeof(float) == 0:
                        values = MemoryMarshal.Cast<byte, float>(field.Bytes.Span).ToArray();
                        break;
                }
            }

            var isPerChannel = dimensions is [> 1, 1, 1] or [1, > 1, 1, 1];
            return type == Float32 && name is not null && isPerChannel && values?.Length == dimensions.Max() ? new Slopes(name, values) : null;
        }
    }
}
