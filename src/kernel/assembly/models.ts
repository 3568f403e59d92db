// Every model of the kernel, under the name that the registry (../models.ts) has for it. To call one chooses it for the problem
// that is then laid out.
import { BitInputs } from './bit-inputs';
import { use } from './chosen-model';
import { ClassPerceptron } from './class-perceptron';
import { DeepNetwork } from './deep-network';
import { FieldInputs } from './field-inputs';
import { FieldPerceptron } from './field-perceptron';
import { FieldRows } from './field-rows';
import { FieldTwoLayer } from './field-two-layer';
import { RowLeads } from './row-leads';
import { RowVotes } from './row-votes';
import { Recurrent } from './recurrent';
import { NarrowGradedPerceptron, WideGradedPerceptron } from './graded-perceptron';
import { NarrowSignPerceptron, WideSignPerceptron } from './sign-perceptron';
import { TwoLayer } from './two-layer';

export function sign64(): void { use<NarrowSignPerceptron<u64>>(); }
export function sign128(): void { use<NarrowSignPerceptron<v128>>(); }
export function signWide(): void { use<WideSignPerceptron>(); }
export function int16as8(): void { use<FieldPerceptron<i16, i8>>(); }
export function int16(): void { use<FieldPerceptron<i16, i16>>(); }
export function int32as16(): void { use<FieldPerceptron<i32, i16>>(); }
export function int32(): void { use<FieldPerceptron<i32, i32>>(); }
export function twoLayer64(): void { use<TwoLayer<u64>>(); }
export function twoLayer128(): void { use<TwoLayer<v128>>(); }
export function twoLayer16(): void { use<FieldTwoLayer<i16>>(); }
export function twoLayer32(): void { use<FieldTwoLayer<i32>>(); }
export function threeLayer16(): void { use<FieldRows<i16, RowVotes>>(); }
export function threeLayer32(): void { use<FieldRows<i32, RowVotes>>(); }
export function twoLayerClasses16(): void { use<FieldRows<i16, RowLeads>>(); }
export function twoLayerClasses32(): void { use<FieldRows<i32, RowLeads>>(); }
export function deepSign(): void { use<DeepNetwork<BitInputs>>(); }
export function deep16(): void { use<DeepNetwork<FieldInputs<i16>>>(); }
export function deep32(): void { use<DeepNetwork<FieldInputs<i32>>>(); }
export function classes16(): void { use<ClassPerceptron<i16>>(); }
export function classes32(): void { use<ClassPerceptron<i32>>(); }
export function recurrent16(): void { use<Recurrent<i16>>(); }
export function recurrent32(): void { use<Recurrent<i32>>(); }
// Those whose walks climb by graded errors.
export function graded64(): void { use<NarrowGradedPerceptron<u64>>(); }
export function graded128(): void { use<NarrowGradedPerceptron<v128>>(); }
export function gradedWide(): void { use<WideGradedPerceptron>(); }
