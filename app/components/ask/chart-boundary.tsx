import { Component, type ReactNode } from "react";

type ChartBoundaryProps = {
  /** What is drawn; another is tried anew. */
  chart: unknown;
  children: ReactNode;
};

type ChartBoundaryState = { failed: boolean; chart: unknown };

/** A chart that can't be drawn takes itself away and not the page: the table under it still tells everything. */
export class ChartBoundary extends Component<ChartBoundaryProps, ChartBoundaryState> {
  override state: ChartBoundaryState = { failed: false, chart: this.props.chart };

  static getDerivedStateFromError(): Partial<ChartBoundaryState> {
    return { failed: true };
  }

  static getDerivedStateFromProps({ chart }: ChartBoundaryProps, state: ChartBoundaryState) {
    return chart === state.chart ? null : { failed: false, chart };
  }

  override render() {
    return this.state.failed ? (
      <p className="py-6 text-ink-soft">This chart could not be drawn. The table below holds its values.</p>
    ) : (
      this.props.children
    );
  }
}
