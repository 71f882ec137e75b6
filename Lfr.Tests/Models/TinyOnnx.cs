using System.Runtime.InteropServices;
using Lfr.Inference.Models;

namespace Lfr.Tests.Models;

/// <summary>
/// Writes small ONNX files whose answer is known by hand, with the names and shapes of well-known models, so that a real session reads them.
/// A dimension of -1 is open.
/// </summary>
internal sealed class TinyOnnx
{
    private readonly List<(int Field, byte[] Message)> _graph = [];
    private int _unique;

    /// <summary>Declares the input.</summary>
    public TinyOnnx Input(string name, params int[] shape)
    {
        _graph.Add((11, Value(name, shape)));
        return this;
    }

    /// <summary>Declares an output.</summary>
    public TinyOnnx Output(string name, params int[] shape)
    {
        _graph.Add((12, Value(name, shape)));
        return this;
    }

    /// <summary>A constant of floats; returns its name.</summary>
    public string Constant(float[] values, params int[] shape)
    {
        var name = $"constant_{_unique++}";
        _graph.Add((5, WireFormat.Message(tensor =>
        {
            foreach (var size in shape)
                WireFormat.Write(tensor, 1, (ulong)size);
            WireFormat.Write(tensor, 2, 1);
            WireFormat.Write(tensor, 8, name);
            WireFormat.Write(tensor, 9, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
        })));
        return name;
    }

    /// <summary>A constant of whole numbers; returns its name.</summary>
    public string Integers(params long[] values)
    {
        var name = $"integers_{_unique++}";
        _graph.Add((5, WireFormat.Message(tensor =>
        {
            WireFormat.Write(tensor, 1, (ulong)values.Length);
            WireFormat.Write(tensor, 2, 7);
            WireFormat.Write(tensor, 8, name);
            WireFormat.Write(tensor, 9, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
        })));
        return name;
    }

    /// <summary>An operation with attributes of whole numbers: a list, or one number where <c>scalar</c> names it.</summary>
    public string Node(string type, string[] inputs, string? output = null, params (string Name, long[] Values, bool IsList)[] attributes)
    {
        var name = output ?? $"value_{_unique++}";
        _graph.Add((1, WireFormat.Message(node =>
        {
            foreach (var input in inputs)
                WireFormat.Write(node, 1, input);
            WireFormat.Write(node, 2, name);
            WireFormat.Write(node, 4, type);
            foreach (var (attribute, values, isList) in attributes)
            {
                WireFormat.Write(node, 5, WireFormat.Message(to =>
                {
                    WireFormat.Write(to, 1, attribute);
                    foreach (var value in values)
                        WireFormat.Write(to, isList ? 8 : 3, (ulong)value);
                    WireFormat.Write(to, 20, isList ? 7UL : 2UL);
                }));
            }
        })));
        return name;
    }

    /// <summary>
    /// Rows for every cell of a stride: channels of a convolution as large as the stride, in rows of <paramref name="row"/> numbers, below a batch
    /// or not.
    /// </summary>
    /// <param name="input">Name of a 3-channel input.</param>
    /// <param name="output">Name of the output.</param>
    /// <param name="stride">Side and step of the convolution.</param>
    /// <param name="weight">Weight of a colour (0–2) for a channel; times the mean of that colour in the cell.</param>
    /// <param name="bias">Of each channel.</param>
    /// <param name="row">Numbers in a row.</param>
    /// <param name="batched">Whether the output has a leading 1.</param>
    public TinyOnnx Cells(string input, string output, int stride, Func<int, int, float> weight, float[] bias, int row, bool batched)
    {
        var area = stride * stride;
        var weights = new float[bias.Length * 3 * area];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = weight(i / (3 * area), i / area % 3) / area;
        var cells = Node(
            "Conv",
            [input, Constant(weights, bias.Length, 3, stride, stride), Constant(bias, bias.Length)],
            null,
            ("kernel_shape", [stride, stride], true),
            ("strides", [stride, stride], true));
        var last = Node("Transpose", [cells], null, ("perm", [0, 2, 3, 1], true));
        Node("Reshape", [last, batched ? Integers(1, -1, row) : Integers(-1, row)], output);
        return batched ? Output(output, 1, -1, row) : Output(output, -1, row);
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes() => WireFormat.Message(model =>
    {
        WireFormat.Write(model, 1, 8);
        WireFormat.Write(model, 7, WireFormat.Message(graph =>
        {
            WireFormat.Write(graph, 2, "tiny");
            foreach (var (field, message) in _graph)
                WireFormat.Write(graph, field, message);
        }));
        WireFormat.Write(model, 8, WireFormat.Message(opset => WireFormat.Write(opset, 2, 13)));
    });

    private static byte[] Value(string name, int[] shape) => WireFormat.Message(value =>
    {
        WireFormat.Write(value, 1, name);
        WireFormat.Write(value, 2, WireFormat.Message(type => WireFormat.Write(type, 1, WireFormat.Message(tensor =>
        {
            WireFormat.Write(tensor, 1, 1);
            WireFormat.Write(tensor, 2, WireFormat.Message(to =>
            {
                for (var i = 0; i < shape.Length; i++)
                {
                    var (size, open) = (shape[i], $"d{i}_{name}");
                    WireFormat.Write(to, 1, WireFormat.Message(dimension =>
                    {
                        if (size < 0)
                            WireFormat.Write(dimension, 2, open);
                        else
                            WireFormat.Write(dimension, 1, (ulong)size);
                    }));
                }
            }));
        }))));
    });
}
