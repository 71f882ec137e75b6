using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lfr.Web.Biometrics;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Oversight.Commands;
using Lfr.Web.Features.Oversight.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Oversight;

/// <summary>
/// The bundle of one deployment for an inspector: a ZIP of JSON files, their SHA-256 in the format of <c>sha256sum</c>, and a signature over these, so that whoever
/// gets it needs no Lfr to see that it is whole and from here.
/// </summary>
public static class OversightBundle
{
    /// <summary>Name of the file with the hash of every other file.</summary>
    internal const string Sums = "SHA256SUMS";

    /// <summary>Name of the file with the signature over <see cref="Sums"/>: ECDSA P-256 with SHA-256, DER.</summary>
    internal const string Signature = "SHA256SUMS.sig";

    /// <summary>Name of the file with the public key that checks <see cref="Signature"/>, PEM.</summary>
    internal const string PublicKey = "public-key.pem";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Maps <c>GET /audit/bundle.zip?deployment=…</c>.</summary>
    public static void MapOversightBundle(this WebApplication app) => app.MapGet(LfrRoutes.AuditBundle, AnswerAsync).RequireAuthorization();

    /// <summary>The bundle as a ZIP file.</summary>
    /// <param name="content">What is in it.</param>
    /// <param name="key">Key that signs it.</param>
    internal static byte[] Write(BundleContent content, ECDsa key)
    {
        (string Name, byte[] Bytes)[] files =
        [
            ("README.txt", Encoding.UTF8.GetBytes(ReadMe(content))),
            File("deployment.json", content.Deployment),
            File("policy.json", content.Policy),
            File("notice.json", content.Notice),
            File("assessments.json", content.Assessments),
            File("findings.json", content.Findings),
            File("list.json", content.Entries),
            File("samples.json", content.Samples),
            File("alerts.json", content.Alerts),
            File("record.json", content.Record),
            File("destroyed.json", content.Destroyed),
            File("log.json", new { newest = content.LogEnd, events = content.Log }),
            (PublicKey, Encoding.UTF8.GetBytes(key.ExportSubjectPublicKeyInfoPem() + "\n")),
        ];
        // Lines of text are no licence, which is JSON: the same key can sign both.
        var sums = Encoding.UTF8.GetBytes(string.Concat(files.Select(f => $"{Convert.ToHexStringLower(SHA256.HashData(f.Bytes))}  {f.Name}\n")));
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files.Append((Sums, sums)).Append((Signature, key.SignData(sums, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))))
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return zip.ToArray();
    }

    private static (string Name, byte[] Bytes) File<T>(string name, T value) => (name, JsonSerializer.SerializeToUtf8Bytes(value, Json));

    private static string ReadMe(BundleContent content) =>
        $"""
        {content.Deployment.Reference} {content.Deployment.Plan.Name}

        What was decided, which entries were on the list and who signed them off, what the cameras raised, what people made of it,
        and what was destroyed. Nobody who was looked for is named: there is no name, photograph, template or free text about a person here.
        Whoever needs those asks in Lfr, with a reason that goes into the log.

        deployment.json  the plan, the decisions on it, and each run
        policy.json      the policy pack it was judged under
        notice.json      what the public read, version by version
        assessments.json assessments that were written in Lfr: each approved version with opinion and approval, and what of it was published
        findings.json    what the rules say now
        list.json        entries by reference: category, who compiled, who signed off
        samples.json     what authorising officers drew from the list by chance, from which seed, and whether it was sound
        alerts.json      alerts by number: measures, answers, outcomes
        record.json      the published record, version by version
        destroyed.json   receipts of what was destroyed
        log.json         every line of the audit log about it, refusals too, and the newest line of the whole log

        To check that it is whole, and from the Lfr whose public key you were given by another way:
          sha256sum -c {Sums}
          openssl dgst -sha256 -verify {PublicKey} -signature {Signature} {Sums}
        """ + "\n";

    private static async Task<IResult> AnswerAsync(Guid deployment, CurrentActor current, ExportBundle export, KeyFolder keys, HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store, private";
        var bundle = await export.RunAsync(await current.GetAsync(cancellationToken), deployment, cancellationToken);
        return bundle switch
        {
            { Value: { } content } => Results.File(Write(content, keys.LicenceKey), "application/zip", $"lfr-{content.Deployment.Reference}.zip"),
            { Outcome.Succeeded: true } => Results.NotFound(),
            _ => NotShown.Answer(bundle.Outcome, LfrRoutes.AuditOf(deployment)),
        };
    }
}
