using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace Lfr.Inference.Faces.Internals;

/// <summary>
/// A model bound once to one input and its outputs, so that running it again allocates nothing and copies nothing: fill <see cref="Input"/>,
/// <see cref="Run"/>, read <see cref="Output"/>, <see cref="Clear"/>.
/// </summary>
internal sealed class OnnxBinding : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _options = new();
    private readonly OrtValue[] _values;
    private readonly float[] _input;
    private readonly float[][] _outputs;

    /// <summary>Binds <paramref name="session"/>, which stays the caller's, to arrays of the given shapes; a leading 1 is dropped where the model has no batch.</summary>
    public OnnxBinding(InferenceSession session, string input, long[] inputShape, IReadOnlyList<string> outputs, IReadOnlyList<long[]> outputShapes)
    {
        _session = session;
        _binding = session.CreateIoBinding();
        _values = new OrtValue[outputs.Count + 1];
        _input = new float[Length(inputShape)];
        _outputs = new float[outputs.Count][];
        _values[0] = OrtValue.CreateTensorValueFromMemory(_input, inputShape);
        _binding.BindInput(input, _values[0]);
        for (var i = 0; i < outputs.Count; i++)
        {
            _outputs[i] = new float[Length(outputShapes[i])];
            _values[i + 1] = OrtValue.CreateTensorValueFromMemory(_outputs[i], Declared(session, outputs[i], outputShapes[i]));
            _binding.BindOutput(outputs[i], _values[i + 1]);
        }
    }

    /// <summary>The input tensor; all zero after <see cref="Clear"/>.</summary>
    public Span<float> Input => _input;

    /// <summary>An output tensor, valid until the next run.</summary>
    public ReadOnlySpan<float> Output(int index) => _outputs[index];

    /// <summary>All output tensors, valid until the next run.</summary>
    public IReadOnlyList<float[]> Outputs => _outputs;

    /// <summary>How often the model was run.</summary>
    public long Runs { get; private set; }

    /// <summary>Runs the model.</summary>
    public void Run()
    {
        var start = Stopwatch.GetTimestamp();
        _session.RunWithBinding(_options, _binding);
        Time += Stopwatch.GetElapsedTime(start);
        Runs++;
    }

    /// <summary>How long all runs took: what is not in here is the engine's own cost.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>Zeroes input and outputs: they held somebody's face.</summary>
    public void Clear()
    {
        Array.Clear(_input);
        foreach (var output in _outputs)
            Array.Clear(output);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Clear();
        _binding.Dispose();
        foreach (var value in _values)
            value.Dispose();
        _options.Dispose();
    }

    private static long[] Declared(InferenceSession session, string output, long[] shape) =>
        shape[0] == 1 && session.OutputMetadata.TryGetValue(output, out var declared) && declared.Dimensions.Length == shape.Length - 1 ? shape[1..] : shape;

    private static int Length(long[] shape) => checked((int)shape.Aggregate(1L, (product, size) => product * size));
}
