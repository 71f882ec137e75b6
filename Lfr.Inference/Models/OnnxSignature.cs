using Microsoft.ML.OnnxRuntime;

namespace Lfr.Inference.Models;

/// <summary>A tensor as an ONNX file declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Dimensions; -1 where the file leaves one open.</param>
internal sealed record OnnxTensor(string Name, IReadOnlyList<int> Shape)
{
    /// <summary>The last dimension; -1 where it is open or there is none.</summary>
    public int Last => Shape.Count > 0 ? Shape[^1] : -1;

    /// <summary>Name and shape, as people read them.</summary>
    public override string ToString() => $"{Name} [{string.Join(" × ", Shape.Select(d => d < 0 ? "?" : FormattableString.Invariant($"{d}")))}]";
}

/// <summary>What an ONNX file takes and gives.</summary>
/// <param name="Inputs">Inputs that have to be filled.</param>
/// <param name="Outputs">Outputs in the file's order.</param>
/// <param name="NormalisesInside">Whether the first thing done with the input is a subtraction: pixels then enter as they are.</param>
internal sealed record OnnxSignature(IReadOnlyList<OnnxTensor> Inputs, IReadOnlyList<OnnxTensor> Outputs, bool NormalisesInside)
{
    // Field numbers of onnx.proto3.
    private const int ModelGraph = 7;
    private const int GraphNode = 1;
    private const int NodeInput = 1;
    private const int NodeOperator = 4;

    /// <summary>Opens the bytes as an ONNX model.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for the sentence.</param>
    /// <exception cref="ModelRefusedException">They are none that this machine can load.</exception>
    public static OnnxSignature Read(byte[] bytes, string file)
    {
        try
        {
            using var options = new SessionOptions
            {
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
                IntraOpNumThreads = 1,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            using var session = new InferenceSession(bytes, options);
            var inputs = Tensors(session.InputNames, session.InputMetadata);
            return new OnnxSignature(inputs, Tensors(session.OutputNames, session.OutputMetadata), inputs.Length > 0 && Subtracts(bytes, inputs[0].Name));
        }
        catch (Exception error) when (error is OnnxRuntimeException or InvalidDataException or NotSupportedException)
        {
            throw new ModelRefusedException($"{file} is no ONNX model that can be loaded here: {error.Message}", error);
        }
    }

    private static OnnxTensor[] Tensors(IEnumerable<string> names, IReadOnlyDictionary<string, NodeMetadata> metadata) =>
        [.. names.Select(name => new OnnxTensor(name, metadata[name].IsTensor && metadata[name].ElementType == typeof(float) ? metadata[name].Dimensions : []))];

    private static bool Subtracts(byte[] bytes, string input)
    {
        foreach (var graph in WireFormat.Read(bytes).Where(field => field.Number == ModelGraph))
        {
            foreach (var node in WireFormat.Read(graph.Bytes).Where(field => field.Number == GraphNode))
            {
                var parts = WireFormat.Read(node.Bytes).ToArray();
                if (parts.Any(part => part.Number == NodeInput && part.Text == input))
                    return parts.Any(part => part.Number == NodeOperator && part.Text == "Sub");
            }
        }

        return false;
    }
}
