using Bunit;
using Lfr.Inference.Models;
using Lfr.Shared.Policy;
using Lfr.Web.Features.Administration.Parts;
using MudBlazor.Services;

namespace Lfr.Tests.Features.Administration;

/// <summary>What was measured of a model, as a curve and in words for whoever does not see it.</summary>
public sealed class ModelCurveTests : BunitContext, IAsyncLifetime
{
    public ModelCurveTests()
    {
        Services.AddMudServices();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    public void Curve_HasBothErrors_OnAScaleOfTens_AndEveryValueInTheTable()
    {
        var part = Of(new CalibrationPoint(0.2, 1e-2, 0.99), new CalibrationPoint(0.4, 1e-4, 0.9));

        Assert.Equal(["Two different people reach the score", "The same person does not reach it"], part.Instance.Lines.Select(l => l.Name));
        Assert.Equal([-2d, -4d], part.Instance.Lines[0].Data.Values);
        Assert.Equal([-2d, -1d], part.Instance.Lines[1].Data.Values.Select(v => Math.Round(v, 6)));
        Assert.NotEmpty(part.FindAll("svg path"));
        Assert.Contains("At 0.200 two different people reach it in 10,000 of a million pairs, at 0.400 in 100.", part.Find("figure > [role=img]").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal(2, part.FindAll("tbody tr").Count);
    }

    [Fact]
    public void WhatWasNotMeasured_AndWhatNeverHappened_HasNoPointOnTheCurve()
    {
        var part = Of(new CalibrationPoint(0.2, 1e-2), new CalibrationPoint(0.4, 0));

        var line = Assert.Single(part.Instance.Lines);
        Assert.Equal([true, false], line.Data.Points.Select(p => p.HasValue));
    }

    private IRenderedComponent<ModelCurve> Of(params CalibrationPoint[] points) => Render<ModelCurve>(p => p.Add(c => c.Measured, new CalibrationCard("a thousand pairs", 1_000_000, points)));
}
