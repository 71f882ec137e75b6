using System.Reflection;
using System.Security.Cryptography;
using Lfr.Shared;
using Lfr.Shared.Live;

namespace Lfr.Inference.Hosting;

/// <summary>
/// Who this worker is: a key pair of its own, made at the first start, and the id that follows from it. The private half lies in <c>worker.key</c> of the
/// worker's data folder, readable by its account only, and never leaves it; the public half in <c>worker.public.pem</c> is for whoever registers the worker.
/// </summary>
public sealed class WorkerIdentity : IDisposable
{
    private const string KeyFile = "worker.key";
    private readonly ECDsa key;

    private WorkerIdentity(ECDsa key, string publicKeyFile)
    {
        this.key = key;
        PublicKey = key.ExportSubjectPublicKeyInfo();
        Id = RegisteredWorker.IdOf(PublicKey);
        PublicKeyFile = publicKeyFile;
    }

    /// <summary>Version of the engine.</summary>
    public static string Version { get; } = typeof(WorkerIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Its id.</summary>
    public Guid Id { get; }

    /// <summary>The public half, as SubjectPublicKeyInfo.</summary>
    public byte[] PublicKey { get; }

    /// <summary>Where the public half lies, as PEM.</summary>
    public string PublicKeyFile { get; }

    /// <summary>Reads the key of a data folder, or makes one.</summary>
    /// <exception cref="InvalidDataException">The file is there and is no key: an empty one, for instance.</exception>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public static WorkerIdentity ReadOrCreate(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        var file = Path.Combine(dataFolder, KeyFile);
        if (!File.Exists(file))
            Make(file);
        var identity = new WorkerIdentity(Read(file), Path.Combine(dataFolder, "worker.public.pem"));
        PrivateFile.Write(identity.PublicKeyFile, System.Text.Encoding.ASCII.GetBytes(identity.key.ExportSubjectPublicKeyInfoPem() + "\n"), overwrite: true);
        return identity;
    }

    /// <summary>A fresh pass for the Lfr whose licences are signed with <paramref name="licencePublicKeyPem"/>.</summary>
    /// <exception cref="ArgumentException">That is no public key.</exception>
    public string Pass(string licencePublicKeyPem, DateTimeOffset now)
    {
        using var web = ECDsa.Create();
        web.ImportFromPem(licencePublicKeyPem);
        return WorkerPass.Sign(key, WorkerPass.AudienceOf(web), now);
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private static ECDsa Read(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var found = ECDsa.Create();
        try
        {
            found.ImportPkcs8PrivateKey(bytes, out var read);
            if (read != bytes.Length || found.KeySize != 256)
                throw new CryptographicException("It is not a key of this kind.");
            return found;
        }
        catch (CryptographicException e)
        {
            found.Dispose();
            throw new InvalidDataException(
                $"The file {file} does not hold a worker's key: it is damaged or was cut short. Restore it, or delete it and register this worker again.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static void Make(string file)
    {
        using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var bytes = fresh.ExportPkcs8PrivateKey();
        try
        {
            PrivateFile.Write(file, bytes, overwrite: false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
