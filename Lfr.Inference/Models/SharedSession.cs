using Microsoft.ML.OnnxRuntime;

namespace Lfr.Inference.Models;

/// <summary>
/// A session that all sets of this process share which need the same bytes run in the same way: a model is loaded once, and closed when the
/// last set that uses it is disposed.
/// </summary>
internal sealed class SharedSession
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<Key, SharedSession> InUse = [];

    private readonly Key _key;
    private int _users = 1;

    private SharedSession(Key key, InferenceSession session)
    {
        _key = key;
        Session = session;
    }

    /// <summary>The session; any number of threads may run it.</summary>
    public InferenceSession Session { get; }

    /// <summary>The session of <paramref name="key"/>, loaded if no set uses it yet. To be given back once.</summary>
    public static SharedSession Take(Key key, Func<InferenceSession> load)
    {
        lock (Gate)
        {
            if (InUse.TryGetValue(key, out var loaded))
            {
                loaded._users++;
                return loaded;
            }

            return InUse[key] = new SharedSession(key, load());
        }
    }

    /// <summary>Gives it back; the last one closes it.</summary>
    public void GiveBack()
    {
        lock (Gate)
        {
            if (--_users > 0)
                return;
            InUse.Remove(_key);
            Session.Dispose();
        }
    }

    /// <summary>What makes two sessions the same.</summary>
    /// <param name="Sha256">SHA-256 of the bytes that were verified.</param>
    /// <param name="ExecutionProvider">What runs it.</param>
    /// <param name="Threads">Cores.</param>
    internal readonly record struct Key(string Sha256, string ExecutionProvider, int Threads);
}
