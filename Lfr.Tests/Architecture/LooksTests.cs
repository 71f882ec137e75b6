using System.Reflection;
using Lfr.Shared.Alerts;
using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Http;

namespace Lfr.Tests.Architecture;

/// <summary>
/// Whatever shows a name, a photograph, the pictures or people of an alert, or makes a table that leaves Lfr passes through the one gate that writes it down first. Read from
/// the compiled program, so that a new page cannot forget it.
/// </summary>
public class LooksTests
{
    /// <summary>What is returned as one of these shows somebody.</summary>
    private static readonly Type[] Showing = [typeof(EntryDetails), typeof(WatchlistEntry), typeof(EntryRow), typeof(SoughtPerson), typeof(Engagement), typeof(byte[])];

    /// <summary>What returns one of these without the gate, and why that is no look.</summary>
    private static readonly Dictionary<string, string> NoLook = new(StringComparer.Ordinal)
    {
        ["CheckPhotograph"] = "gives a compiler the photograph back that the same person uploads",
        ["Enrolment"] = "gives a compiler the photograph back that the same person uploads, to crop it",
        ["AlertImages"] = "takes in what a worker sends, for the vault",
        ["DrawnTile"] = "draws what a camera sees now, everybody pixelated",
        ["EntryDraft"] = "holds what a compiler is typing",
        ["WorkerHub"] = "gives templates without names to a worker that holds the licence",
        ["ListPictures"] = "reads the photographs that a compiler brings",
        ["UploadReading"] = "reads the table and the photographs that another system sends",
        ["ImportStep"] = "finds how far an import is; the key of its files stays where it is",
        ["RowReading"] = "reads the table that a compiler brings",
        ["ListJudge"] = "judges the table that a compiler brings",
        ["WorkerKeyText"] = "reads the public key of a worker",
        ["SheetFonts"] = "reads the letters of printed notices",
        ["SheetPdf"] = "draws a published notice for printing",
        ["ReadCameraView"] = "reads where a camera looks, in a picture in which no face was found",
        ["TryCamera"] = "says what a camera gives, and gives no picture of it",
        ["PublicNotices"] = "reads what is published, with its files in other languages",
        ["MapTiles"] = "fetches pieces of a map",
        ["ReadPlanPicture"] = "reads the picture on which a map is drawn, in which no face was found",
        ["ReadSigns"] = "reads photographs of signs, in which no face was found",
        ["NobodysEntries"] = "is counted, and given a compiler's name",
    };

    /// <summary>What touches a name or opens the vault without the gate, and why that is no look.</summary>
    private static readonly Dictionary<string, string> NobodySees = new(StringComparer.Ordinal)
    {
        ["EntryCompleteness"] = "asks whether a name was written",
        ["EntryDraft"] = "holds what a compiler is typing, and what ReadEntryForm showed",
        ["EntryFacts"] = "draws what ReadEntry returned",
        ["ReadWatchlist"] = "makes the row that ReadEntries shows",
        ["EntryChanges"] = "compares two versions of the entry that ReadEntry returns",
        ["EntryDifferences"] = "says in which fields a compiler's file differs, and not how",
        ["DemoCast"] = "makes up the people of the demonstration",
        ["GalleryReader"] = "gives templates without names to a worker that holds the licence",
        ["RaiseAlert"] = "compares a worker's template with that of the entry",
        ["Lookalikes"] = "compares templates of one list with each other",
        ["BiometricVault"] = "is the vault",
        ["SplitKeys"] = "wraps keys again",
    };

    /// <summary>What serves a file without the gate, and why nobody who is listed is in it.</summary>
    private static readonly Dictionary<string, string> NobodyInIt = new(StringComparer.Ordinal)
    {
        ["SignPictureEndpoint"] = "serves photographs of signs; one in which a face is found is never kept",
        ["MapTileEndpoint"] = "serves pieces of a map",
        ["PlanPictureEndpoint"] = "serves pictures on which maps are drawn; one in which a face is found is never kept",
        ["CameraViewEndpoint"] = "serves pictures of where cameras look; one in which a face is found is never kept",
        ["DeploymentTable"] = "says which deployments there are, when, where and how each stands",
    };

    private static readonly IReadOnlySet<Type> ThroughTheGate =
        Calls.OfWeb.Where(c => c.Called.DeclaringType == typeof(LookGate) && c.Called.Name is nameof(LookGate.AskAsync) or nameof(LookGate.ShowAsync)).Select(c => c.Caller).ToHashSet();

    [Fact]
    public void WhateverReturnsPeople_PassesTheGate()
    {
        var forgotten = typeof(LfrTransaction).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsNested: false } && t.Namespace?.StartsWith("Lfr.Web.Features.", StringComparison.Ordinal) == true && !IsValue(t))
            .Where(t => Methods(t).Any(m => Shows(m.ReturnType, [])))
            .Where(t => !ThroughTheGate.Contains(t) && !NoLook.ContainsKey(t.Name))
            .Select(t => $"{t.FullName}: {string.Join(", ", Methods(t).Where(m => Shows(m.ReturnType, [])).Select(m => m.Name))}");

        Assert.Empty(forgotten);
    }

    [Fact]
    public void WhateverReadsANameOrOpensTheVault_PassesTheGate()
    {
        var forgotten = Calls.OfWeb
            .Where(c => (c.Called.DeclaringType == typeof(EntryDetails) && c.Called.Name == "get_SubjectName")
                || (c.Called.DeclaringType == typeof(BiometricVault) && c.Called.Name == nameof(BiometricVault.OpenAsync)))
            // Records compare and print themselves.
            .Where(c => c.Caller.Assembly == typeof(LookGate).Assembly && !ThroughTheGate.Contains(c.Caller) && !NobodySees.ContainsKey(c.Caller.Name))
            .Select(c => $"{c.Caller.FullName} calls {c.Called.Name}").Distinct(StringComparer.Ordinal);

        Assert.Empty(forgotten);
    }

    /// <summary>What a staff address serves as a file comes from something that passed the gate; the public site has figures and notices only.</summary>
    [Fact]
    public void EveryFile_ComesThroughTheGate_OrIsPublic()
    {
        var serving = Calls.OfWeb.Where(c => c.Called.DeclaringType == typeof(Results) && c.Called.Name is nameof(Results.File) or nameof(Results.Bytes))
            .Select(c => c.Caller).Distinct().Where(t => t.Namespace?.StartsWith("Lfr.Web.Features.PublicSite", StringComparison.Ordinal) != true).ToArray();

        Assert.NotEmpty(serving);
        Assert.All(serving.Where(t => !NobodyInIt.ContainsKey(t.Name)), t => Assert.Contains(Calls.OfWeb.Where(c => c.Caller == t), c => ThroughTheGate.Contains(c.Called.DeclaringType!)));
    }

    [Fact]
    public void NothingIsExcusedThatIsGone()
    {
        var names = typeof(LfrTransaction).Assembly.GetTypes().Select(t => t.Name).ToHashSet(StringComparer.Ordinal);

        Assert.All(NoLook.Keys.Concat(NobodySees.Keys).Concat(NobodyInIt.Keys), name => Assert.Contains(name, names));
    }

    /// <summary>The action of a look in the audit log is the type that looked: the gate takes it itself and no name.</summary>
    [Fact]
    public void EveryLook_IsNamedAfterTheTypeThatLooked() =>
        Assert.DoesNotContain(typeof(LookGate).GetMethods().SelectMany(m => m.GetParameters()), p => p.ParameterType == typeof(string));

    private static IEnumerable<MethodInfo> Methods(Type type) =>
        type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static).Where(m => !m.IsSpecialName);

    private static bool IsValue(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool Shows(Type type, HashSet<Type> seen)
    {
        if (Showing.Contains(type))
            return true;
        // Bytes that say what may run, and show nobody.
        if (type == typeof(SignedLicence) || !seen.Add(type))
            return false;
        if (type.IsArray)
            return Shows(type.GetElementType()!, seen);
        return type.GetGenericArguments().Any(a => Shows(a, seen))
            || (type.Namespace?.StartsWith("Lfr.", StringComparison.Ordinal) == true
                && type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(p => Shows(p.PropertyType, seen)));
    }
}
