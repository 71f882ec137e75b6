using System.Globalization;
using System.Text.Json.Serialization;
using Lfr.Shared;
using Lfr.Shared.Audit;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Audit;

/// <summary>The text to the letter, for every kind of value: a form that changes by a letter accuses every honest row.</summary>
public class RowTextTests
{
    private enum Colour
    {
        None,
        Red,
        Blue,
    }

    [Fact]
    public void EveryKindOfValue_IsWrittenByNameInOrder_AndWhatIsEmptyIsLeftOut()
    {
        var row = new Everything
        {
            Amount = 1.50m,
            At = new DateTimeOffset(2026, 6, 5, 10, 0, 0, TimeSpan.FromHours(1)),
            Bytes = [1, 171],
            ByColour = new Dictionary<Colour, int> { [Colour.Blue] = 2, [Colour.Red] = 1, [Colour.None] = 0 },
            Colour = Colour.Blue,
            Count = 3,
            Day = new DateOnly(2026, 6, 5),
            Id = Given.Id(7),
            Is = true,
            Many = ["a", "", "b"],
            Part = new Inner(""),
            Share = 0.1,
            Single = 0.1f,
            Span = TimeSpan.FromTicks(5),
            Words = "Fünf\nZeilen",
        };

        Assert.Equal(
            """
            row/1
            Amount=3:1.5
            At=28:2026-06-05T09:00:00.0000000Z
            ByColour.count=1:3
            ByColour[1]=1:1
            ByColour[2]=1:2
            Bytes=4:01ab
            Colour=1:2
            Count=1:3
            Day=10:2026-06-05
            Id=36:ID
            Is=3:yes
            Many.count=1:3
            Many[0]=1:a
            Many[2]=1:b
            Part=1:{
            Share=3:0.1
            Single=3:0.1
            Span=1:5
            Words=12:Fünf
            Zeilen

            """.ReplaceLineEndings("\n").Replace("ID", Given.Id(7).ToString("D", CultureInfo.InvariantCulture), StringComparison.Ordinal),
            RowText.Of(row, new HashedText("row/1")).ToString());
        Assert.Equal("row/1\n", RowText.Of(new Everything { Bytes = [], Many = [], ByColour = new Dictionary<Colour, int>() }, new HashedText("row/1")).ToString());
    }

    [Fact]
    public void WhatIsInsideAPart_IsWrittenBehindItsName() =>
        Assert.Equal("row/1\nPart=1:{\nPart.Name=3:Ann\n", RowText.Of(new Everything { Part = new Inner("Ann") }, new HashedText("row/1")).ToString());

    /// <summary>What only shows what is kept has no setter, or says that it is not kept.</summary>
    [Fact]
    public void WhatIsNotKept_IsNoPartOfTheForm() =>
        Assert.Equal(["Kept"], RowText.PropertiesOf(typeof(Shown)).Select(p => p.Name));

    [Fact]
    public void Role_GivenOrTakenInTheDatabase_ChangesTheAccountsHash_AndTheirOrderDoesNot()
    {
        var account = new AccountEvidence(Given.Id(1), "Ann", Rank.Inspector, null, [Roles.Operator, Roles.Planner]);

        Assert.Equal(Evidence.HashOf(account), Evidence.HashOf(account with { Roles = [Roles.Planner, Roles.Operator] }));
        Assert.NotEqual(Evidence.HashOf(account), Evidence.HashOf(account with { Roles = [Roles.Operator] }));
        Assert.NotEqual(Evidence.HashOf(account with { Roles = [] }), Evidence.HashOf(account with { Roles = [Roles.Administrator] }));
        // What was vouched for in the first form is still judged by it.
        var first = new HashedText("account-row/1").Add("name", "Ann").Add("rank", "Inspector").Add("trained", (string?)null).Add("role", Roles.Operator).Add("role", Roles.Planner).Hash();
        Assert.Equal(first, Evidence.HashLike(first, account));
        var second = WhoIs("account-row/2").Add("role", Roles.Operator).Add("role", Roles.Planner).Hash();
        Assert.Equal(second, Evidence.HashLike(second, account with { Passkeys = ["ab"] }));
        Assert.Equal(Evidence.HashOf(account), Evidence.HashLike("account-row/3:", account));
        Assert.Equal(WhoIs("account-row/3").Add("role", Roles.Operator).Add("role", Roles.Planner).Hash(), Evidence.HashOf(account));
        // Passkeys in whatever order they come, and none that another has.
        Assert.Equal(WhoIs("account-row/3").Add("passkey", "ab").Add("passkey", "cd").Add("role", Roles.Operator).Add("role", Roles.Planner).Hash(), Evidence.HashOf(account with { Passkeys = ["cd", "ab"] }));

        static HashedText WhoIs(string form) =>
            new HashedText(form).Add("name", "Ann").Add("rank", "Inspector").Add("trained", (string?)null).Add("number", "").Add("unit", "")
                .Add("course", (string?)null).Add("completed", (string?)null).Add("evidence", (string?)null).Add("locked", (DateTimeOffset?)null).Add("retired", (DateTimeOffset?)null);
    }

    private sealed record Inner(string Name);

    private sealed class Everything
    {
        public string? Words { get; set; }
        public bool Is { get; set; }
        public Colour Colour { get; set; }
        public int Count { get; set; }
        public float Single { get; set; }
        public double Share { get; set; }
        public decimal Amount { get; set; }
        public Guid Id { get; set; }
        public DateOnly? Day { get; set; }
        public DateTimeOffset? At { get; set; }
        public TimeSpan Span { get; set; }
        public byte[]? Bytes { get; set; }
        public IReadOnlyList<string>? Many { get; set; }
        public IReadOnlyDictionary<Colour, int>? ByColour { get; set; }
        public Inner? Part { get; set; }
    }

    private sealed class Shown
    {
        public int Kept { get; private set; } = 1;

        public int OnlyShown => Kept + 1;

        [JsonIgnore]
        public int Ignored { get; set; }

        public int this[int index]
        {
            get => index;
            set => Kept = value;
        }
    }
}
